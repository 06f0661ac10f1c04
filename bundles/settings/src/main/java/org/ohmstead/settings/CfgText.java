package org.ohmstead.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.ohmstead.api.csms.Settings;

/** The text of a file of {@link Properties}, with its lines: to say where something is, and to change it without losing the rest. */
final class CfgText {

    private static final Pattern COMMENTED = Pattern.compile("(\\s*[#!][#!\\s]*)([^\\s=:]+)(\\s*[=:]\\s*)(\\S.*)");

    /** Some editors begin a file with it, and nobody sees it. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * A key with its value.
     *
     * @param line of its beginning, from 1
     * @param lines how many it takes
     */
    record Entry(int line, int lines, String key, String value) {}

    private final List<String> lines;
    private final String end;
    private final List<Entry> entries;

    private CfgText(List<String> lines, String end) throws IOException {
        this.lines = lines;
        this.end = end;
        this.entries = entries(lines);
    }

    /** @throws IOException with the end of a sentence that begins with the file's name, if it cannot be read as a file of this kind */
    static CfgText parse(byte[] contents) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(contents);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IOException("is not written in UTF-8; see line " + line(contents, bytes.position()), e);
        }
    }

    private static long line(byte[] contents, int at) {
        return 1 + IntStream.range(0, at).filter(i -> contents[i] == '\n').count();
    }

    static CfgText parse(String text) throws IOException {
        return new CfgText(List.of(text.split("\r\n|\n|\r", -1)), text.contains("\r\n") ? "\r\n" : "\n");
    }

    /** In their order; a key that is written twice is there twice, and the last one counts. */
    List<Entry> entries() {
        return entries;
    }

    private static List<Entry> entries(List<String> lines) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String begin = lines.get(i).replaceFirst("^[ \t\f]+", "");
            if (begin.isEmpty() || begin.startsWith("#") || begin.startsWith("!")) {
                continue;
            }
            int first = i;
            while (goesOn(lines.get(i)) && i + 1 < lines.size()) {
                i++;
            }
            entry(first + 1, lines.subList(first, i + 1)).ifPresent(entries::add);
        }
        return entries;
    }

    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Empty for a lonely backslash. */
    private static Optional<Entry> entry(int line, List<String> written) throws IOException {
        var properties = new Properties();
        try {
            properties.load(new StringReader(String.join("\n", written)));
        } catch (IllegalArgumentException e) {
            throw new IOException("has a backslash followed by a u that is no character, in line " + line, e);
        }
        return properties.entrySet().stream()
                .findFirst()
                .map(only ->
                        new Entry(line, written.size(), (String) only.getKey(), ((String) only.getValue()).strip()));
    }

    /** The same with another value for a key: where it stands, else below the comment that shows it, else at the end. */
    CfgText with(String key, String value) throws IOException {
        List<Entry> standing =
                entries.stream().filter(entry -> entry.key().equals(key)).toList();
        if (standing.isEmpty()) {
            List<String> more = new ArrayList<>(lines);
            if (goesOn(lines.getLast())) {
                // What is added is not to go on with it.
                more.addAll(List.of("", ""));
            }
            more.add(placeFor(key, more), key + " = " + escaped(value));
            return new CfgText(more, end);
        }
        Entry last = standing.getLast();
        List<String> changed = new ArrayList<>(lines);
        changed.subList(last.line() - 1, last.line() - 1 + last.lines()).clear();
        changed.add(last.line() - 1, beginning(lines.get(last.line() - 1), key) + escaped(value));
        return new CfgText(changed, end);
    }

    private int placeFor(String key, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENTED.matcher(lines.get(i));
            if (comment.matches() && comment.group(2).equals(key) && !isWithinEntry(i + 1)) {
                return i + 1;
            }
        }
        int last = lines.size() - 1;
        return lines.get(last).isEmpty() && !isWithinEntry(last + 1) ? last : lines.size();
    }

    private boolean isWithinEntry(int line) {
        return entries.stream().anyMatch(entry -> entry.line() <= line && line < entry.line() + entry.lines());
    }

    /** Key and equals sign as they were written. */
    private static String beginning(String line, String key) {
        Matcher written = Pattern.compile("[ \t\f]*" + Pattern.quote(key) + "[ \t]*[=:] ?")
                .matcher(line);
        String begin = written.lookingAt() ? written.group() : key + " = ";
        return begin.endsWith("=") && begin.contains(" =") ? begin + " " : begin;
    }

    private static String escaped(String value) {
        return value.strip()
                .replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\f", "\\f");
    }

    /** The same without a key. */
    CfgText without(String key) throws IOException {
        List<String> fewer = new ArrayList<>(lines);
        for (Entry entry : entries.reversed()) {
            if (entry.key().equals(key)) {
                fewer.subList(entry.line() - 1, entry.line() - 1 + entry.lines())
                        .clear();
            }
        }
        return new CfgText(fewer.isEmpty() ? List.of("") : fewer, end);
    }

    /** The same without what is secret, in comments as well; a reference to a secret is none. */
    CfgText masked(Predicate<String> isSecret) throws IOException {
        List<String> masked = new ArrayList<>(
                lines.stream().map(line -> maskedComment(line, isSecret)).toList());
        for (Entry entry : entries.reversed()) {
            if (isSecret.test(entry.key()) && isInTheClear(entry.value())) {
                String begin = beginning(lines.get(entry.line() - 1), entry.key());
                masked.subList(entry.line() - 1, entry.line() - 1 + entry.lines())
                        .clear();
                masked.add(entry.line() - 1, begin + Settings.MASK);
            }
        }
        return new CfgText(masked, end);
    }

    private static String maskedComment(String line, Predicate<String> isSecret) {
        Matcher comment = COMMENTED.matcher(line);
        boolean tells = comment.matches() && isSecret.test(comment.group(2)) && isInTheClear(comment.group(4));
        return tells ? comment.group(1) + comment.group(2) + comment.group(3) + Settings.MASK : line;
    }

    /** Whether a secret can be read from the value of its key. */
    static boolean isInTheClear(String value) {
        return !value.isBlank()
                && Reference.whole(value.strip())
                        .map(reference -> !reference.preset().orElse("").isEmpty())
                        .orElse(true);
    }

    byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public String toString() {
        return String.join(end, lines);
    }
}

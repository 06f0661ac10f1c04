package org.ohmstead.routes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.ohmstead.routes.ReadRoutes.Span;

/** What a route file says, line by line. */
record RouteText(String text) {

    static final RouteText NONE = new RouteText("");

    static RouteText of(Path file) throws IOException, RouteFileMistake {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        try {
            return new RouteText(utf8.decode(bytes).toString());
        } catch (CharacterCodingException e) {
            int at = bytes.position();
            int line = 1
                    + (int) IntStream.range(0, at)
                            .filter(i -> bytes.get(i) == '\n')
                            .count();
            throw new RouteFileMistake(
                    line,
                    "It is no text in UTF-8: the byte 0x%02X cannot stand there; save it as UTF-8"
                            .formatted(bytes.get(at)));
        }
    }

    /** Camel takes anything else for a file without routes. */
    void refuseWhatIsNoList() throws RouteFileMistake {
        List<String> lines = text.lines().toList();
        int first = IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank()
                        && !isComment(lines.get(i))
                        && !lines.get(i).startsWith("---"))
                .findFirst()
                .orElse(-1);
        if (first < 0 || !lines.get(first).strip().matches("(\\uFEFF)?[-\\[].*")) {
            throw new RouteFileMistake(
                    Math.max(first, 0) + 1,
                    "It holds no routes: a route file is a list, and each route in it begins with \"- route:\" or \"- from:\"");
        }
    }

    /**
     * The first line that has one of these words, those that come first before all others; else where it begins.
     *
     * @param there where to look; empty for everywhere, which begins nowhere
     */
    OptionalInt line(Optional<Span> there, List<String> words) {
        List<String> lines = text.lines().toList();
        int from = there.map(Span::from).orElse(1);
        int to = Math.min(there.map(Span::to).orElse(Integer.MAX_VALUE), lines.size() + 1);
        for (String word : words) {
            Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
            OptionalInt found = IntStream.range(from, to)
                    .filter(line -> !isComment(lines.get(line - 1)))
                    .filter(line -> whole.matcher(lines.get(line - 1)).find())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return there.map(Span::from).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** The line after the last of the entry that begins there: the next that is not further to the right. */
    int end(int begin) {
        List<String> lines = text.lines().toList();
        return begin > lines.size()
                ? begin
                : IntStream.rangeClosed(begin + 1, lines.size())
                        .filter(line -> !lines.get(line - 1).isBlank() && !isComment(lines.get(line - 1)))
                        .filter(line -> indent(lines.get(line - 1)) <= indent(lines.get(begin - 1)))
                        .findFirst()
                        .orElse(lines.size() + 1);
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }
}

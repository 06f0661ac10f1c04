package org.ohmstead.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.ohmstead.api.csms.SettingsCheck.Problem;

/**
 * One file of {@code config/}: {@code <pid>.cfg}, or {@code <factoryPid>~<name>.cfg} for one of several of a kind.
 *
 * @param pid the PID or factory PID
 * @param instance the name after the tilde
 * @param values by key, in the order of the keys
 */
record CfgFile(String name, String pid, Optional<String> instance, Map<String, String> values) {

    static final String SUFFIX = ".cfg";

    /** @throws IOException with the end of a sentence that begins with the file's name, if it cannot be read as a file of this kind */
    static CfgFile parse(String name, byte[] contents) throws IOException {
        String stem = name.substring(0, name.length() - SUFFIX.length());
        int tilde = stem.indexOf('~');
        var properties = new Properties();
        try {
            properties.load(new StringReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(contents))
                    .toString()));
        } catch (CharacterCodingException e) {
            throw new IOException("is not written in UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("has a backslash followed by a u that is no character", e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> values.put((String) key, ((String) value).strip()));
        return new CfgFile(
                name,
                tilde < 0 ? stem : stem.substring(0, tilde),
                tilde < 0 ? Optional.empty() : Optional.of(stem.substring(tilde + 1)),
                values);
    }

    /** What is wrong with it by the metadata of its PID. */
    List<Problem> problems(Map<String, Attribute> known) {
        List<Problem> problems = new ArrayList<>();
        values.forEach((key, value) -> {
            Attribute attribute = known.get(key);
            if (isForEveryComponent(key)) {
                return;
            }
            if (attribute == null) {
                problems.add(new Problem(name, key, "is not known" + suggestion(key, known)));
            } else {
                attribute.complaint(value).ifPresent(message -> problems.add(new Problem(name, key, message)));
            }
        });
        return problems;
    }

    /** What declarative services and the registry understand of every component (OSGi Compendium 112.6.2.2). */
    private static boolean isForEveryComponent(String key) {
        return key.equals("service.ranking") || key.endsWith(".target") || key.endsWith(".cardinality.minimum");
    }

    private static String suggestion(String key, Map<String, Attribute> known) {
        return known.keySet().stream()
                .filter(candidate -> distance(key, candidate) <= Math.max(2, candidate.length() / 3))
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .map(nearest -> "; perhaps " + nearest + " is meant")
                .orElse("; known are "
                        + String.join(", ", known.keySet().stream().sorted().toList()));
    }

    /** How many letters have to be changed, added or taken away (Levenshtein), without regard to case. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (sameLetter(one.charAt(i - 1), other.charAt(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private static boolean sameLetter(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}

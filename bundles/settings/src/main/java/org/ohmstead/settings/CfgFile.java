package org.ohmstead.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.SettingsCheck.Problem;

/**
 * One file of {@code config/}: {@code <pid>.cfg}, or {@code <factoryPid>~<name>.cfg} for one of several of a kind.
 *
 * @param pid the PID or factory PID
 * @param instance the name after the tilde
 * @param values by key, in the order of the keys
 */
record CfgFile(String name, String pid, Optional<String> instance, CfgText text, Map<String, String> values) {

    private static final String IN_THE_CLEAR =
            "is a secret written in the clear; put it into a file in secrets/ of the home and write $[secret:<name of the"
                    + " file>] here";

    static final String SUFFIX = ".cfg";

    /** @throws IOException with the end of a sentence that begins with the file's name, if it cannot be read as a file of this kind */
    static CfgFile parse(String name, byte[] contents) throws IOException {
        return of(name, CfgText.parse(contents));
    }

    private static CfgFile of(String name, CfgText text) {
        Map<String, String> values = new TreeMap<>();
        text.entries().forEach(entry -> values.put(entry.key(), entry.value()));
        return new CfgFile(name, pid(name), instance(name), text, values);
    }

    static String pid(String name) {
        String stem = stem(name);
        int tilde = stem.indexOf('~');
        return tilde < 0 ? stem : stem.substring(0, tilde);
    }

    private static Optional<String> instance(String name) {
        String stem = stem(name);
        int tilde = stem.indexOf('~');
        return tilde < 0 ? Optional.empty() : Optional.of(stem.substring(tilde + 1));
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** What is wrong with it by the metadata of its PID, in the order of its lines. */
    List<Problem> problems(Description known, Secrets secrets) {
        if (known.many() != instance.isPresent()) {
            String right = known.many() ? pid + "~<name>" + SUFFIX : pid + SUFFIX;
            return List.of(mistake(0, "", "has to be named " + right));
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        text.entries().forEach(entry -> {
            Integer before = lines.put(entry.key(), entry.line());
            if (before != null) {
                problems.add(new Problem(
                        name,
                        entry.line(),
                        entry.key(),
                        "is written in line " + before + " already; this one counts",
                        true));
            }
            problems.addAll(problems(entry, known, secrets));
        });
        known.attributes().values().stream()
                .filter(attribute -> attribute.isWanted() && !lines.containsKey(attribute.key()))
                .forEach(attribute -> problems.add(mistake(
                        0,
                        attribute.key(),
                        "is missing; it " + attribute.complaint("").orElseThrow())));
        return problems;
    }

    private List<Problem> problems(CfgText.Entry entry, Description known, Secrets secrets) {
        String key = entry.key();
        if (isForEveryComponent(key)) {
            return List.of();
        }
        Attribute attribute = known.attributes().get(key);
        if (attribute == null) {
            return List.of(mistake(entry.line(), key, "is not known" + suggestion(key, known.attributes())));
        }
        Optional<String> complaint = attribute.complaint(entry.value()).or(() -> missingSecret(entry, secrets));
        if (complaint.isPresent()) {
            return List.of(mistake(entry.line(), key, complaint.get()));
        }
        return attribute.isSecret() && CfgText.isInTheClear(entry.value())
                ? List.of(new Problem(name, entry.line(), key, IN_THE_CLEAR, true))
                : List.of();
    }

    private static Optional<String> missingSecret(CfgText.Entry entry, Secrets secrets) {
        return Reference.in(entry.value()).stream()
                .filter(Reference::isSecret)
                .filter(secret -> secret.preset().isEmpty() && !secrets.has(secret.name()))
                .findFirst()
                .map(secret -> "wants the secret " + secret.name()
                        + ", but there is no file of that name in secrets/ of" + " the home that the server may read");
    }

    private Problem mistake(int line, String key, String message) {
        return new Problem(name, line, key, message, false);
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

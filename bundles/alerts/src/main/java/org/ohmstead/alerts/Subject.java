package org.ohmstead.alerts;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rule watches, in words. */
enum Subject {
    SILENT("station is silent", "stations are silent"),
    FAULTED("station is faulted", "stations are faulted"),
    FOLLOWER("follower of the journal is stuck", "followers of the journal are stuck"),
    HEALTH("health check warns", "health checks warn"),
    ERRORS("error count rises fast", "error counts rise fast");

    private static final int NAMED = 10;

    /** Empty where the word is none of these. */
    static Optional<Subject> of(String word) {
        return Arrays.stream(values())
                .filter(subject -> subject.name().equals(word))
                .findFirst();
    }

    /** All, for people. */
    static String words() {
        return Arrays.stream(values()).map(Subject::name).collect(Collectors.joining(", "));
    }

    private final String one;
    private final String many;

    Subject(String one, String many) {
        this.one = one;
        this.many = many;
    }

    /** For example {@code 12 stations are silent: CP-1, ..., CP-10 and 2 more}. */
    String sentence(Collection<String> affected) {
        String names = affected.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = affected.size() - NAMED;
        return affected.size() + " " + (affected.size() == 1 ? one : many) + ": " + names
                + (more > 0 ? " and " + more + " more" : "");
    }

    String over() {
        return "Over: no " + one + " any more";
    }
}

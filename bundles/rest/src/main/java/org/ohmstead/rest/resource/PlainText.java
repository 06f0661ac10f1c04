package org.ohmstead.rest.resource;

import java.util.Optional;

/** What people write into one line: no control characters, which stores and consoles trip over, and no half characters. */
public final class PlainText {

    public static final String RULE = "has a character that cannot be shown";

    private PlainText() {}

    public static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** @throws Problem 400 that names the field */
    public static String check(String field, String text) {
        if (!isPlain(text)) {
            throw Problem.bad(field, RULE);
        }
        return text;
    }

    /** @throws Problem 400 that names the field */
    public static Optional<String> check(String field, Optional<String> text) {
        return text.map(it -> check(field, it));
    }

    /** @throws Problem 400 that names the field, also where the text is longer than is kept of it */
    public static Optional<String> check(String field, Optional<String> text, int longest) {
        if (text.map(String::length).orElse(0) > longest) {
            throw Problem.bad(field, tooLong(longest));
        }
        return check(field, text);
    }

    public static String tooLong(int longest) {
        return "has at most " + longest + " characters";
    }
}

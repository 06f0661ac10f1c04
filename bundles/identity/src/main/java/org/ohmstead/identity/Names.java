package org.ohmstead.identity;

/** What users and API tokens may be called: lower case, so that two people never differ in a capital only. */
final class Names {

    private Names() {}

    /** @throws IllegalArgumentException with a sentence for people */
    static void check(String name) {
        if (!isWellFormed(name)) {
            throw new IllegalArgumentException("A name has 1 to 64 characters: lower case letters, digits and . _ @ -");
        }
    }

    static boolean isWellFormed(String name) {
        return !name.isEmpty() && name.length() <= 64 && name.chars().allMatch(Names::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "._@-".indexOf(c) >= 0;
    }
}

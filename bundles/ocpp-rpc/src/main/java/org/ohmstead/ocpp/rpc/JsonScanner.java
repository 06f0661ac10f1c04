package org.ohmstead.ocpp.rpc;

/** Walks over JSON text (RFC 8259) and says where values end, without making anything of them. For one text and one thread. */
final class JsonScanner {

    private final String text;
    private final int maxDepth;
    private int at;
    private String fault = "";

    JsonScanner(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
    }

    /** Where we are. */
    int at() {
        return at;
    }

    /** What is wrong at {@link #at}; empty while nothing is. */
    String fault() {
        return fault;
    }

    boolean atEnd() {
        return at == text.length();
    }

    void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    /** Steps over this character, if it is the next. */
    boolean skip(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    boolean fail(String what) {
        fault = what;
        return false;
    }

    /**
     * Steps over one value. False leaves a fault. Containers are kept as bits, not as stack frames: the depth is the sender's choice.
     *
     * @param depth how deep we are already
     */
    boolean skipValue(int depth) {
        long objects = 0; // bit n: the container at depth n is an object
        int level = depth;
        while (true) {
            skipSpace();
            if (at == text.length()) {
                return fail("it ends too early");
            }
            char c = text.charAt(at);
            boolean opened = false;
            if (c == '{' || c == '[') {
                if (++level > maxDepth) {
                    return fail("it is nested too deeply");
                }
                objects = c == '{' ? objects | 1L << level : objects & ~(1L << level);
                at++;
                skipSpace();
                opened = !skip(c == '{' ? '}' : ']');
                if (!opened) {
                    level--;
                }
            } else if (!skipScalar(c)) {
                return false;
            }
            if (!opened) {
                while (level > depth) {
                    skipSpace();
                    if (skip(',')) {
                        break;
                    }
                    boolean object = (objects & 1L << level) != 0;
                    if (!skip(object ? '}' : ']')) {
                        return fail(atEnd() ? "it ends too early" : "a comma or a closing bracket is missing");
                    }
                    level--;
                }
                if (level == depth) {
                    return true;
                }
            }
            if ((objects & 1L << level) != 0 && !skipName()) {
                return false;
            }
        }
    }

    private boolean skipName() {
        skipSpace();
        if (at == text.length() || text.charAt(at) != '"') {
            return fail(atEnd() ? "it ends too early" : "a name in quotes is missing");
        }
        if (!skipString()) {
            return false;
        }
        skipSpace();
        return skip(':') || fail("a colon is missing");
    }

    private boolean skipScalar(char first) {
        return switch (first) {
            case '"' -> skipString();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        };
    }

    private boolean skipWord(String word) {
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return fail("a value is not JSON");
    }

    private boolean skipString() {
        int end = text.length();
        for (int i = at + 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                at = i + 1;
                return true;
            }
            if (c < ' ') {
                at = i;
                return fail("a control character stands in a string");
            }
            if (c == '\\') {
                int length = escapeLength(i);
                if (length == 0) {
                    at = i;
                    return fail("an escape sequence is wrong");
                }
                i += length;
            }
        }
        at = end;
        return fail("it ends too early");
    }

    /** How many characters follow the backslash; 0 when they make no sense. */
    private int escapeLength(int backslash) {
        if (backslash + 1 >= text.length()) {
            return 0;
        }
        char c = text.charAt(backslash + 1);
        if (c != 'u') {
            return "\"\\/bfnrt".indexOf(c) >= 0 ? 1 : 0;
        }
        if (backslash + 6 > text.length()) {
            return 0;
        }
        for (int i = backslash + 2; i < backslash + 6; i++) {
            if (!isHexDigit(text.charAt(i))) {
                return 0;
            }
        }
        return 5;
    }

    private boolean skipNumber() {
        skip('-');
        boolean number = skip('0') || skipDigits();
        if (number && skip('.')) {
            number = skipDigits();
        }
        if (number && (skip('e') || skip('E'))) {
            if (!skip('+')) {
                skip('-');
            }
            number = skipDigits();
        }
        return number || fail("a value is not JSON");
    }

    private boolean skipDigits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(char c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}

package org.ohmstead.ocpp.rpc;

/** Strings of JSON. */
final class JsonText {

    private JsonText() {}

    /** The text between quotes, escaped where it must be. Surrogates are escaped too, since half of a pair has no UTF-8. */
    static String quote(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (mustBeEscaped(text.charAt(i))) {
                return escaped(text);
            }
        }
        return '"' + text + '"';
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (mustBeEscaped(c)) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static boolean mustBeEscaped(char c) {
        return c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
    }

    /** What a valid JSON string says. */
    static String unquote(String text, int start, int end) {
        int escape = text.indexOf('\\', start + 1, end - 1);
        if (escape < 0) {
            return text.substring(start + 1, end - 1);
        }
        StringBuilder out = new StringBuilder(end - start).append(text, start + 1, escape);
        for (int i = escape; i < end - 1; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            c = text.charAt(++i);
            switch (c) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}

package org.ohmstead.api.model;

/**
 * The wire identity of a charging station, unique on this server. OCPP-J 1.6 §3.1.1 would allow any character; these can stand
 * in files' names, addresses and topics everywhere.
 *
 * @param value 1 to 48 characters of the identifier alphabet of OCPP 2.0.1 ({@code a-z A-Z 0-9 * - _ = : + | @ .});
 *     never {@code .} or {@code ..}, which mean something else in a URL
 */
public record StationId(String value) implements Comparable<StationId> {

    public StationId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "A station identity has 1 to 48 characters, letters, digits and * - _ = : + | @ . only, and is not . or ..");
        }
    }

    /** Whether {@link #StationId} would take this text; never throws. */
    public static boolean isValid(String text) {
        if (text == null || text.isEmpty() || text.length() > 48 || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && "*-_=:+|@.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(StationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.ohmstead.api.model;

/**
 * Our own key of a transaction; never on the wire to a station.
 *
 * @param value positive, unique for ever; written as 13 characters of base 32 where people or scripts see it
 */
public record TransactionId(long value) {

    private static final int LENGTH = 13;

    public TransactionId {
        if (value <= 0) {
            throw new IllegalArgumentException("A transaction id is positive");
        }
    }

    /**
     * Reads what {@link #toString} wrote, in either case.
     *
     * @throws IllegalArgumentException if it is no transaction id
     */
    public static TransactionId parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("A transaction id has 13 characters");
        }
        return new TransactionId(Long.parseLong(text, 32));
    }

    @Override
    public String toString() {
        String digits = Long.toString(value, 32);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }
}

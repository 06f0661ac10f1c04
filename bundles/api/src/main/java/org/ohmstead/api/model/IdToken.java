package org.ohmstead.api.model;

/**
 * What a driver shows: a card, an app's code, a contract. Two tokens are equal when value and type are equal without regard
 * to case (OCPP 2.0.1 C01.FR.20, 1.6 CiString20).
 *
 * @param value 1 to 255 characters
 * @param type the OCPP 2.x word ({@code ISO14443}, {@code eMAID}, {@code Central}, ...), an open set, at most 100 characters;
 *     {@link #UNTYPED} where the protocol has no types
 */
public record IdToken(String value, String type) {

    /** The type of a token from a station whose protocol does not tell types. */
    public static final String UNTYPED = "";

    public static final int LONGEST_TYPE = 100;

    public IdToken {
        if (value.isEmpty() || value.length() > 255) {
            throw new IllegalArgumentException("A token has 1 to 255 characters");
        }
        if (type.length() > LONGEST_TYPE) {
            throw new IllegalArgumentException("A token's type has at most " + LONGEST_TYPE + " characters");
        }
    }

    /** A token of unknown type. */
    public static IdToken of(String value) {
        return new IdToken(value, UNTYPED);
    }

    /**
     * The value in the case in which tokens are compared and indexed: the same for two values exactly if they are equal without regard
     * to case. Folded character by character, so that it is no longer than the value: as a word in capitals some characters
     * become three.
     */
    public String folded() {
        StringBuilder folded = new StringBuilder(value.length());
        value.codePoints().map(IdToken::folded).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static int folded(int character) {
        return Character.toUpperCase(Character.toLowerCase(Character.toUpperCase(character)));
    }

    /** Enough of the value to recognise it in a log, not enough to copy the card. */
    public String shortened() {
        return value.length() <= 6 ? "***" : value.substring(0, 4) + "***";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdToken that && value.equalsIgnoreCase(that.value) && type.equalsIgnoreCase(that.type);
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }

    /** Shortened, so that a token never reaches a log by accident. */
    @Override
    public String toString() {
        return shortened();
    }
}

package org.ohmstead.stations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.ohmstead.stations.store.StationStore.PasswordHash;

/** Makes, hashes and checks the passwords of stations. Thread-safe. */
final class Passwords {

    private static final int SHORTEST = 16;
    private static final int LONGEST = 40; // of the setting AuthorizationKey
    private static final int RANDOM_BYTES = 20;
    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    /** What an unknown station is compared with, so that it costs the same work. Nobody knows its password. */
    private final PasswordHash nobodys = hash(make());

    /** 40 hexadecimal digits, which any station can take as its AuthorizationKey (OCPP-J 1.6 §6.2.2). */
    String make() {
        return HexFormat.of().formatHex(bytes(RANDOM_BYTES));
    }

    /** @throws IllegalArgumentException with a sentence for people */
    String checked(String chosen) {
        boolean printable = chosen.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (chosen.length() < SHORTEST || chosen.length() > LONGEST || !printable) {
            throw new IllegalArgumentException("A station's password has " + SHORTEST + " to " + LONGEST
                    + " characters: letters, digits and punctuation without blanks");
        }
        return chosen;
    }

    /** @param password as {@link #checked} took it, or as the door hands it on: its bytes as characters up to 255 */
    PasswordHash hash(String password) {
        byte[] salt = bytes(SALT_BYTES);
        Base64.Encoder encoder = Base64.getEncoder();
        return new PasswordHash(encoder.encodeToString(salt), encoder.encodeToString(digest(salt, kept(password))));
    }

    /**
     * Whether the password was given, or the bytes it stands for: a key is told to a station in hexadecimal, and some show the 16
     * to 20 bytes themselves (OCPP-J 1.6 §6.2.2, security whitepaper A00.FR.205), also such as happen to be letters. Always does
     * the same work for the same bytes given; false where there is nothing to compare with or nothing was given.
     *
     * @param given its bytes as characters up to 255
     */
    boolean match(Optional<PasswordHash> expected, Optional<String> given) {
        PasswordHash hash = expected.orElse(nobodys);
        Base64.Decoder decoder = Base64.getDecoder();
        byte[] salt = decoder.decode(hash.salt());
        byte[] wanted = decoder.decode(hash.hash());
        String text = given.orElse("");
        boolean same = MessageDigest.isEqual(wanted, digest(salt, text))
                | MessageDigest.isEqual(wanted, digest(salt, folded(text)))
                | MessageDigest.isEqual(wanted, digest(salt, hexadecimal(text)));
        return same & expected.isPresent() & given.isPresent();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] digest(byte[] salt, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(password.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** A key is kept in hexadecimal, however it was first shown. */
    private static String kept(String password) {
        boolean binary = password.length() >= SHORTEST
                && password.length() <= RANDOM_BYTES
                && password.chars().anyMatch(c -> c < ' ' || c > '~');
        return binary ? hexadecimal(password) : folded(password);
    }

    /** The digits of a key count in either case. */
    private static String folded(String password) {
        boolean key = password.length() >= 2 * SHORTEST
                && password.length() <= 2 * RANDOM_BYTES
                && password.chars().allMatch(HexFormat::isHexDigit);
        return key ? password.toLowerCase(Locale.ROOT) : password;
    }

    private static String hexadecimal(String password) {
        return HexFormat.of().formatHex(password.getBytes(StandardCharsets.ISO_8859_1));
    }
}

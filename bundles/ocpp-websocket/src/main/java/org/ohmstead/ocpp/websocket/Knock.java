package org.ohmstead.ocpp.websocket;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.ohmstead.api.model.StationId;

/** What can be read from the handshake of a station. Pure functions. */
final class Knock {

    private static final String PATH = "/ocpp/";
    private static final String BASIC = "Basic ";

    private Knock() {}

    /**
     * Who wants to come in: the last segment of the path (OCPP-J 1.6 §3.1.1). Slashes before it may be doubled, since many
     * people enter the address with one at its end and the station appends its own.
     *
     * @param path still percent-encoded
     */
    static Optional<String> identity(String path) {
        if (path == null || !path.startsWith(PATH)) {
            return Optional.empty();
        }
        int start = PATH.length();
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return decoded(path.substring(start)).filter(StationId::isValid);
    }

    /**
     * Whether what stands behind the question mark can stand in an address (RFC 3986 §3.4). It says nothing here, but Jetty makes
     * a {@link URI} of all of it.
     *
     * @param query still percent-encoded, or null
     */
    static boolean isWellFormed(String query) {
        if (query == null) {
            return true;
        }
        try {
            new URI("?" + query);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<String> decoded(String segment) {
        byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i];
            if (value == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                value = high << 4 | low;
                i += 2;
            }
            bytes[length++] = (byte) value;
        }
        return utf8(bytes, 0, length);
    }

    /**
     * User and password of HTTP Basic (OCPP-J 1.6 §6.2.2, RFC 7617).
     *
     * @param password its bytes as characters up to 255, because a key may be twenty bytes of anything
     */
    record Credentials(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    /**
     * A user name ends at the first colon, but an identity may hold colons itself: where the pair begins with the identity, the
     * user name is the identity.
     *
     * @param authorization the header, or null
     */
    static Optional<Credentials> credentials(String authorization, String identity) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        byte[] pair;
        try {
            pair = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = userLength(pair, identity.getBytes(StandardCharsets.UTF_8));
        return colon == pair.length
                ? Optional.empty()
                : Optional.of(new Credentials(
                        utf8(pair, 0, colon).orElseGet(() -> bytes(pair, 0, colon)),
                        bytes(pair, colon + 1, pair.length - colon - 1)));
    }

    private static int userLength(byte[] pair, byte[] identity) {
        boolean identityFirst = pair.length > identity.length
                && pair[identity.length] == ':'
                && Arrays.equals(pair, 0, identity.length, identity, 0, identity.length);
        int colon = identityFirst ? identity.length : 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        return colon;
    }

    private static String bytes(byte[] of, int offset, int length) {
        return new String(of, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> utf8(byte[] bytes, int offset, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

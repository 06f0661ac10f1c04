package org.ohmstead.ocpp.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Puts a text message together from its fragments. One per connection, for its reading thread. */
final class TextMessage {

    private final int maxBytes;
    private ByteArrayOutputStream begun;

    TextMessage(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** False when it would be too long. */
    boolean fits(ByteBuffer fragment) {
        return (begun == null ? 0 : begun.size()) + fragment.remaining() <= maxBytes;
    }

    void add(ByteBuffer fragment) {
        if (fragment.hasRemaining()) {
            if (begun == null) {
                begun = new ByteArrayOutputStream(2 * fragment.remaining());
            }
            byte[] bytes = bytes(fragment);
            begun.write(bytes, 0, bytes.length);
        }
    }

    /** The whole message, with its last fragment. */
    String end(ByteBuffer fragment) throws CharacterCodingException {
        if (begun == null) {
            return decode(bytes(fragment));
        }
        add(fragment);
        byte[] whole = begun.toByteArray();
        begun = null;
        return decode(whole);
    }

    private static byte[] bytes(ByteBuffer fragment) {
        byte[] bytes = new byte[fragment.remaining()];
        fragment.get(bytes);
        return bytes;
    }

    /** The quick decoder marks what is wrong with a character that may also be meant; only then the strict one is asked. */
    private static String decode(byte[] utf8) throws CharacterCodingException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8))
                        .toString();
    }
}

package org.ohmstead.simulator.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** As much of RFC 6455 as it takes to send bytes the JDK's client would not send: one text frame that is no text. */
final class BareSocket implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int MASKED = 0x80;
    private static final int MOST = 125;
    /** The key of the example in RFC 6455 section 1.3; nobody checks the answer to it here. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final URI address;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    BareSocket(URI address) throws IOException {
        if (!"ws".equals(address.getScheme())) {
            throw new IOException("a bare socket knows no TLS");
        }
        this.address = address;
        this.socket = new Socket(address.getHost(), address.getPort() < 0 ? 80 : address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    void handshake(List<String> subprotocols, Optional<String> authorization) throws IOException {
        var request = new StringBuilder("GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + "\r\n");
        subprotocols.forEach(
                name -> request.append("Sec-WebSocket-Protocol: ").append(name).append("\r\n"));
        authorization.ifPresent(
                basic -> request.append("Authorization: ").append(basic).append("\r\n"));
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("the handshake was answered with " + answer.substring(0, answer.indexOf("\r\n")));
        }
    }

    /** Sends the bytes as one text frame and waits for the close frame; gives its code. */
    int garble(byte[] noUtf8) throws IOException {
        if (noUtf8.length > MOST) {
            throw new IllegalArgumentException("a short frame has at most 125 bytes");
        }
        out.write(new byte[] {(byte) TEXT, (byte) (MASKED | noUtf8.length), 0, 0, 0, 0}); // masked with zeros
        out.write(noUtf8);
        while (true) {
            int kind = in.read();
            if (kind < 0) {
                return Line.VANISHED;
            }
            int length = in.readUnsignedByte();
            byte[] content = in.readNBytes(length > MOST ? in.readUnsignedShort() : length);
            if (kind == CLOSE) {
                return content.length < 2 ? Line.VANISHED : (content[0] & 0xFF) << 8 | content[1] & 0xFF;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

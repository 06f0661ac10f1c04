package org.ohmstead.ocpp.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A station on a bare socket, which can misbehave in ways no WebSocket library allows. */
final class RawStation implements AutoCloseable {

    final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** A frame as it came. */
    record Received(int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
    }

    RawStation(URI door) throws IOException {
        socket = new Socket(door.getHost(), door.getPort());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static String basic(String user, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A handshake; gives the head of the answer, line by line. */
    List<String> knock(String path, String... headers) throws IOException {
        asks(path, headers);
        return head();
    }

    /** Asks for a handshake and does not wait for the answer. */
    void asks(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: door\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        says(request.append("\r\n").toString());
    }

    List<String> ask(String request) throws IOException {
        says(request);
        return head();
    }

    private void says(String request) throws IOException {
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** The head of the next answer. */
    List<String> head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            head.write(in.readByte());
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return text.strip().lines().toList();
    }

    void text(String text) throws IOException {
        frame(true, 1, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A masked frame, as clients send them; the mask is zero. */
    void frame(boolean last, int opcode, byte[] payload) throws IOException {
        bytes(framed(last, opcode, payload));
    }

    /** The same frame so many times, as fast as they are taken. */
    void frames(int times, int opcode, byte[] payload) throws IOException {
        byte[] one = framed(true, opcode, payload);
        int atOnce = 100;
        byte[] many = new byte[one.length * atOnce];
        for (int i = 0; i < atOnce; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        for (int i = 0; i < times; i += atOnce) {
            bytes(many);
        }
    }

    private static byte[] framed(boolean last, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    void bytes(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Received receive() throws IOException {
        int opcode = in.readUnsignedByte() & 0xF;
        long length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Received(opcode, in.readNBytes((int) length));
    }

    /** The next close frame, whatever comes before it. */
    int closeCode() throws IOException {
        Received received = receive();
        while (received.opcode() != 8) {
            received = receive();
        }
        return received.closeCode();
    }

    boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package org.ohmstead.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A line on the JDK's WebSocket, which allows one send at a time and hands out messages in parts. */
final class WebSocketLine implements Line, WebSocket.Listener {

    private static final long SEND_SECONDS = 20;
    /** How long the other side may take to answer a close frame before the connection is cut. */
    private static final long GOODBYE_SECONDS = 2;

    private final Listener listener;
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean dead = new AtomicBoolean();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    WebSocketLine(Listener listener) {
        this.listener = listener;
    }

    void opened(WebSocket socket) {
        this.socket.complete(socket);
    }

    @Override
    public String subprotocol() {
        return socket.join().getSubprotocol();
    }

    @Override
    public void send(String frame) throws IOException {
        sending(() -> socket.join().sendText(frame, true));
    }

    @Override
    public void sendBinary(byte[] bytes) throws IOException {
        sending(() -> socket.join().sendBinary(ByteBuffer.wrap(bytes), true));
    }

    @Override
    public void ping() throws IOException {
        sending(() -> socket.join().sendPing(ByteBuffer.allocate(0)));
    }

    private interface Send {
        CompletableFuture<WebSocket> start();
    }

    private void sending(Send send) throws IOException {
        sending.lock();
        try {
            if (dead.get()) {
                throw new IOException("the line is dead");
            }
            send.start().get(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            ended(VANISHED, "sending failed");
            throw new IOException(failed.getCause());
        } catch (TimeoutException stuck) {
            abort();
            throw new IOException("the other side reads nothing", stuck);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", interrupted);
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void close(int code, String reason) {
        try {
            sending(() -> socket.join().sendClose(code, reason));
            CompletableFuture.delayedExecutor(GOODBYE_SECONDS, TimeUnit.SECONDS).execute(socket.join()::abort);
            ended(code, reason);
        } catch (IOException gone) {
            ended(VANISHED, "lost while closing");
        }
    }

    @Override
    public void abort() {
        socket.join().abort();
        ended(VANISHED, "vanished");
    }

    private void ended(int code, String reason) {
        if (dead.compareAndSet(false, true)) {
            listener.closed(code, reason);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket.complete(opened);
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            var frame = text.toString();
            text.setLength(0);
            listener.text(frame);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        while (part.hasRemaining()) {
            binary.write(part.get());
        }
        if (last) {
            listener.binary(binary.toByteArray());
            binary.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(VANISHED, String.valueOf(error.getMessage()));
    }
}

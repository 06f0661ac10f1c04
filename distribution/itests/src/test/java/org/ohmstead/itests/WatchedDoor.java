package org.ohmstead.itests;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.ohmstead.simulator.wire.Door;
import org.ohmstead.simulator.wire.Line;
import org.ohmstead.simulator.wire.Visitor;

/** A door at which somebody notes who comes and goes, and when each call of a station left and was answered. */
final class WatchedDoor implements Door {

    private static final String CALL = "[2,";
    private static final List<String> ANSWERS = List.of("[3,", "[4,");

    /** Moments of {@link System#nanoTime}. */
    record Call(long left, CompletableFuture<Long> answered) {

        long nanos() {
            return answered.join() - left;
        }
    }

    private final Door door;
    private final AtomicInteger entered = new AtomicInteger();
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

    WatchedDoor(Door door) {
        this.door = door;
    }

    @Override
    public Line enter(Visitor visitor, Line.Listener listener) throws IOException {
        String name = visitor.station() + " " + entered.incrementAndGet() + " ";
        return new WatchedLine(name, door.enter(visitor, new WatchedListener(name, listener)));
    }

    /** How often a station has connected. */
    int entered() {
        return entered.get();
    }

    /** Calls that were answered. */
    Stream<Call> answered() {
        return calls.values().stream().filter(call -> call.answered().isDone());
    }

    /** Calls without an answer, by station and message id. */
    List<String> unanswered() {
        return calls.entrySet().stream()
                .filter(call -> !call.getValue().answered().isDone())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What should not be: lines that closed, answers without a call, second answers. */
    List<String> oddities() {
        return List.copyOf(oddities);
    }

    private static String id(String frame) {
        return frame.split("\"", 3)[1];
    }

    private final class WatchedLine implements Line {

        private final String name;
        private final Line line;

        WatchedLine(String name, Line line) {
            this.name = name;
            this.line = line;
        }

        @Override
        public void send(String text) throws IOException {
            if (text.startsWith(CALL)) {
                calls.put(name + id(text), new Call(System.nanoTime(), new CompletableFuture<>()));
            }
            line.send(text);
        }

        @Override
        public String subprotocol() {
            return line.subprotocol();
        }

        @Override
        public void sendBinary(byte[] bytes) throws IOException {
            line.sendBinary(bytes);
        }

        @Override
        public void ping() throws IOException {
            line.ping();
        }

        @Override
        public void close(int code, String reason) {
            line.close(code, reason);
        }

        @Override
        public void abort() {
            line.abort();
        }
    }

    private final class WatchedListener implements Line.Listener {

        private final String name;
        private final Line.Listener listener;

        WatchedListener(String name, Line.Listener listener) {
            this.name = name;
            this.listener = listener;
        }

        @Override
        public void text(String frame) {
            if (ANSWERS.stream().anyMatch(frame::startsWith)) {
                Call call = calls.get(name + id(frame));
                if (call == null || !call.answered().complete(System.nanoTime())) {
                    oddities.add(name + "got one answer too many: " + frame);
                }
            }
            listener.text(frame);
        }

        @Override
        public void binary(byte[] bytes) {
            listener.binary(bytes);
        }

        @Override
        public void closed(int code, String reason) {
            oddities.add(name + "closed with " + code + " " + reason);
            listener.closed(code, reason);
        }
    }
}

package org.ohmstead.simulator.oddity;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ohmstead.simulator.wire.Door;
import org.ohmstead.simulator.wire.Json;
import org.ohmstead.simulator.wire.Line;
import org.ohmstead.simulator.wire.Visitor;

/** Stands at the door and writes down all that leaves. */
final class Witness implements Door {

    /** A call as it left. */
    record Call(String id, String action, Map<?, ?> payload, String text, Seen line) {

        Object member(String name) {
            return payload.get(name);
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> samples() {
            var values = (List<Map<String, Object>>)
                    payload.get(action.equals("MeterValues") ? "meterValue" : "transactionData");
            return values == null
                    ? List.of()
                    : values.stream()
                            .flatMap(value -> ((List<Map<String, Object>>) value.get("sampledValue")).stream())
                            .toList();
        }
    }

    private final Door door;
    private final List<Seen> lines = new CopyOnWriteArrayList<>();
    private final List<Object> sent = new CopyOnWriteArrayList<>();
    volatile int garbled;

    Witness(Door door) {
        this.door = door;
    }

    @Override
    public Line enter(Visitor visitor, Line.Listener listener) throws IOException {
        var line = new Seen(door.enter(visitor, listener));
        lines.add(line);
        return line;
    }

    @Override
    public int garble(Visitor visitor, byte[] noUtf8) throws IOException {
        garbled = door.garble(visitor, noUtf8);
        return garbled;
    }

    /** All lines, in the order they were opened. */
    List<Seen> lines() {
        return lines;
    }

    /** Every frame: texts that are no call as they are, byte arrays, and calls. */
    List<Object> sent() {
        return sent;
    }

    List<Call> calls() {
        return sent.stream()
                .filter(Call.class::isInstance)
                .map(Call.class::cast)
                .toList();
    }

    List<Call> calls(String action) {
        return calls().stream().filter(call -> call.action().equals(action)).toList();
    }

    /** One line, as it was used. */
    final class Seen implements Line {

        private final Line line;
        volatile boolean ended;
        volatile int pings;

        private Seen(Line line) {
            this.line = line;
        }

        List<Call> calls() {
            return Witness.this.calls().stream()
                    .filter(call -> call.line() == this)
                    .toList();
        }

        @Override
        public String subprotocol() {
            return line.subprotocol();
        }

        @Override
        public void send(String text) throws IOException {
            sent.add(read(text));
            line.send(text);
        }

        private Object read(String text) {
            try {
                return Json.parse(text) instanceof List<?> frame
                                && frame.getFirst().equals(2)
                        ? new Call((String) frame.get(1), (String) frame.get(2), (Map<?, ?>) frame.get(3), text, this)
                        : text;
            } catch (RuntimeException noJson) {
                return text;
            }
        }

        @Override
        public void sendBinary(byte[] bytes) throws IOException {
            sent.add(bytes);
            line.sendBinary(bytes);
        }

        @Override
        public void ping() throws IOException {
            pings++;
            line.ping();
        }

        @Override
        public void close(int code, String reason) {
            ended = true;
            line.close(code, reason);
        }

        @Override
        public void abort() {
            ended = true;
            line.abort();
        }
    }
}

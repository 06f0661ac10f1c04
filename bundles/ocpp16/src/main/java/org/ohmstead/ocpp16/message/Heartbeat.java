package org.ohmstead.ocpp16.message;

import java.time.Instant;

/** Still there (OCPP 1.6 §4.6, §6.29). */
public record Heartbeat() implements FromStation {

    static final WireReader.Shape<Heartbeat> SHAPE = Heartbeat::read;

    private static Heartbeat read(WireReader in) {
        while (in.next()) {
            in.skip();
        }
        return new Heartbeat();
    }

    /** §6.30. */
    public record Response(Instant currentTime) implements FromStation.Response {

        @Override
        public void write(WireWriter out) {
            out.field("currentTime", currentTime);
        }
    }
}

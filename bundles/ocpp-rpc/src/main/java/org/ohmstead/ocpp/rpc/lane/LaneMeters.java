package org.ohmstead.ocpp.rpc.lane;

import java.util.function.IntSupplier;
import org.ohmstead.api.csms.Meters;

/**
 * What the lanes count.
 *
 * @param answerTime from the arrival of a call to our answer
 * @param callTime from a call of ours to the station's answer
 */
record LaneMeters(
        Meters.Counter in,
        Meters.Counter out,
        Meters.Counter broken,
        Meters.Counter refused,
        Meters.Counter repeated,
        Meters.Counter late,
        Meters.Counter overflows,
        Meters.Timer answerTime,
        Meters.Timer callTime,
        Meters.Registration gauges) {

    static LaneMeters none() {
        Meters.Counter counter = amount -> {};
        Meters.Timer timer = took -> {};
        return new LaneMeters(counter, counter, counter, counter, counter, counter, counter, timer, timer, () -> {});
    }

    static LaneMeters of(Meters meters, IntSupplier connections, IntSupplier unanswered) {
        Meters.Registration open =
                meters.gauge("ohmstead.ocpp.connections", "Open OCPP connections", connections::getAsInt);
        Meters.Registration waiting = meters.gauge(
                "ohmstead.ocpp.unanswered", "Calls of stations that wait for our answer", unanswered::getAsInt);
        return new LaneMeters(
                meters.counter("ohmstead.ocpp.frames", "OCPP messages", "direction", "in"),
                meters.counter("ohmstead.ocpp.frames", "OCPP messages", "direction", "out"),
                meters.counter("ohmstead.ocpp.frames.broken", "OCPP messages that could not be read"),
                meters.counter("ohmstead.ocpp.calls.refused", "Calls answered with an error"),
                meters.counter("ohmstead.ocpp.calls.repeated", "Calls that came again under the same message id"),
                meters.counter("ohmstead.ocpp.results.late", "Answers of stations that nobody waited for any more"),
                meters.counter("ohmstead.ocpp.queue.overflows", "Connections closed for too many unanswered calls"),
                meters.timer("ohmstead.ocpp.answer.time", "From the arrival of a call to our answer"),
                meters.timer("ohmstead.ocpp.call.time", "From a call of ours to the station's answer"),
                () -> {
                    open.close();
                    waiting.close();
                });
    }
}

package org.ohmstead.ocpp.rpc.lane;

import java.util.Optional;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.ocpp.rpc.Frame;
import org.ohmstead.ocpp.rpc.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wire of one lane with its tap: whoever watches sees what goes over it, but no secrets. Used under the lock of its lane. */
final class WatchedWire {

    private static final Logger log = LoggerFactory.getLogger(WatchedWire.class);
    private static final String NOT_SHOWN = "\"(not shown)\"";

    private final StationId station;
    private final Wire wire;
    private final LanesService lanes;
    private Optional<OcppDialect> speaker = Optional.empty();

    WatchedWire(StationId station, Wire wire, LanesService lanes) {
        this.station = station;
        this.wire = wire;
        this.lanes = lanes;
    }

    /** Who knows what is secret from now on; empty while nobody does. */
    void speaker(Optional<OcppDialect> dialect) {
        speaker = dialect;
    }

    /** @param action what it is about; empty when that is not known */
    void send(Frame frame, String action) {
        show(frame, action, false);
        lanes.meters().out().add(1);
        wire.send(frame.text());
    }

    /** Tells those who watch what has come. */
    void received(Frame frame, String action) {
        show(frame, action, true);
    }

    void close(int code, String reason) {
        wire.close(code, reason);
    }

    private void show(Frame frame, String action, boolean fromStation) {
        Optional<OcppDialect> knows = speaker;
        lanes.taps()
                .pass(
                        station,
                        fromStation,
                        frame.size(),
                        redaction -> without(frame, action, knows, redaction).text());
    }

    private Frame without(Frame frame, String action, Optional<OcppDialect> knows, Redaction redaction) {
        return switch (frame) {
            case Frame.Call call ->
                new Frame.Call(call.id(), action, without(action, call.payload(), knows, redaction));
            case Frame.Send send ->
                new Frame.Send(send.id(), action, without(action, send.payload(), knows, redaction));
            case Frame.Result result ->
                new Frame.Result(result.id(), without(action, result.payload(), knows, redaction));
            case Frame.Error error -> error;
            case Frame.Broken broken -> broken;
        };
    }

    /** Without a dialect, or without knowing what it is about, nobody can tell what is secret in it. */
    private String without(String action, String payload, Optional<OcppDialect> knows, Redaction redaction) {
        if (knows.isEmpty() || action.isEmpty()) {
            return NOT_SHOWN;
        }
        try {
            return redaction.of(knows.get(), action, payload);
        } catch (LinkageError e) { // the dialect was replaced before somebody looked, and its classes are gone
            log.debug("{}: what is secret in a {} is not known any more", station, action, e);
            return NOT_SHOWN;
        } catch (RuntimeException e) {
            log.warn("{}: what is secret in a {} could not be hidden", station, action, e);
            return NOT_SHOWN;
        }
    }

    /** One of the two ways in which a dialect hides what is secret. */
    @FunctionalInterface
    interface Redaction {
        String of(OcppDialect dialect, String action, String payload);
    }
}

package org.ohmstead.api.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A station and how it is right now. A snapshot: it does not change after it was handed out.
 *
 * @param station the registered station
 * @param online whether a connection to it is open
 * @param protocol what is spoken on that connection, for example {@code ocpp1.6}
 * @param onlineSince when that connection was opened
 * @param lastHeard when any frame last came from it; if none has since the server started, when its latest stored boot
 *     or status came
 * @param lastBoot when it last booted
 * @param clock how its clock goes; empty until its messages showed it
 * @param connectors the latest report of each connector, the station itself (EVSE 0) first where it reported
 * @param refusal that it is refused at the door, while it did not come in since
 */
public record StationState(
        ChargingStation station,
        boolean online,
        Optional<String> protocol,
        Optional<Instant> onlineSince,
        Optional<Instant> lastHeard,
        Optional<Instant> lastBoot,
        Optional<StationClock> clock,
        List<StatusReport> connectors,
        Optional<Refusal> refusal) {

    public StationState {
        connectors = List.copyOf(connectors);
    }

    /** One that is not refused. */
    public StationState(
            ChargingStation station,
            boolean online,
            Optional<String> protocol,
            Optional<Instant> onlineSince,
            Optional<Instant> lastHeard,
            Optional<Instant> lastBoot,
            Optional<StationClock> clock,
            List<StatusReport> connectors) {
        this(station, online, protocol, onlineSince, lastHeard, lastBoot, clock, connectors, Optional.empty());
    }
}

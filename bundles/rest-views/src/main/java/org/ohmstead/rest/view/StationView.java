package org.ohmstead.rest.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;

/**
 * A station and how it is right now.
 *
 * @param oddities what is odd about its hardware
 * @param registerKind how its meter's register behaves, learned from sessions of its model
 * @param clockOffsetMillis how far its clock is ahead of the server's
 * @param clock what is right or wrong with it
 * @param password only in the answer to its acceptance, and only where it was let in without one: made for it and shown once; the
 *     station is shut out without it when it comes again
 * @param refused that it is kept out at the door, until it comes in
 * @param connectors the latest report of each; EVSE 0 is the station itself
 */
public record StationView(
        String id,
        String site,
        String label,
        RegistrationStatus registration,
        Optional<Hardware> hardware,
        Set<Hardware.Oddity> oddities,
        Optional<RegisterKind> registerKind,
        Instant registeredAt,
        boolean online,
        Optional<String> protocol,
        Optional<Instant> onlineSince,
        Optional<Instant> lastHeard,
        Optional<Instant> lastBoot,
        Optional<RefusalView> refused,
        Optional<Long> clockOffsetMillis,
        Optional<ClockView> clock,
        List<ConnectorView> connectors,
        Optional<String> password) {

    /** @param explained what the error codes of a report mean */
    public static StationView of(
            StationState state,
            Optional<RegisterKind> registerKind,
            Function<StatusReport, List<FaultCode>> explained) {
        ChargingStation station = state.station();
        return new StationView(
                station.id().value(),
                station.site().value(),
                station.label(),
                station.registration(),
                station.hardware(),
                station.hardware().map(Hardware::oddities).orElse(Set.of()),
                registerKind,
                station.registeredAt(),
                state.online(),
                state.protocol(),
                state.onlineSince(),
                state.lastHeard(),
                state.lastBoot(),
                state.refusal().map(RefusalView::of),
                state.clock().map(clock -> clock.offset().toMillis()),
                state.clock().map(ClockView::of),
                state.connectors().stream()
                        .map(report -> ConnectorView.of(report, explained.apply(report)))
                        .toList(),
                Optional.empty());
    }

    /** With the password that was made for it. */
    public StationView withPassword(String made) {
        return new StationView(
                id,
                site,
                label,
                registration,
                hardware,
                oddities,
                registerKind,
                registeredAt,
                online,
                protocol,
                onlineSince,
                lastHeard,
                lastBoot,
                refused,
                clockOffsetMillis,
                clock,
                connectors,
                Optional.of(made));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StationView[" + id + "]";
    }
}

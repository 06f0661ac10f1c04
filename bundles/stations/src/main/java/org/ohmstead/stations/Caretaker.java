package org.ohmstead.stations;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;

/** Who configures stations, while there is somebody; without it they are accepted as they are. Thread-safe. */
final class Caretaker {

    private volatile Optional<Provisioning> provisioning = Optional.empty();

    void comes(Provisioning now) {
        provisioning = Optional.of(now);
    }

    void goes(Provisioning before) {
        if (provisioning.filter(now -> now == before).isPresent()) { // else a successor came before
            provisioning = Optional.empty();
        }
    }

    /**
     * Whether a station we accept has to wait for its settings. It is told so and nothing else changes: what it sends meanwhile
     * is answered as ever, so that nobody is locked out. One that runs is not told so, or it would have to fall silent while a car
     * charges (OCPP 1.6 §4.2).
     */
    boolean holds(
            KnownStation station, Hardware hardware, boolean first, BooleanSupplier charging, Instant receivedAt) {
        Instant connectedSince = station.open().map(KnownStation.Open::since).orElse(Instant.EPOCH);
        return station.registration() == RegistrationStatus.ACCEPTED
                && provisioning
                        .filter(it -> it.holds(station.id(), hardware, connectedSince, first, charging, receivedAt))
                        .isPresent();
    }

    boolean held(StationId station) {
        return provisioning.filter(it -> it.held(station)).isPresent();
    }

    void answered(StationId station) {
        provisioning.ifPresent(it -> it.answered(station));
    }

    Optional<Duration> heartbeatInterval(StationId station) {
        return provisioning.flatMap(it -> it.heartbeatInterval(station));
    }

    void forget(StationId station) {
        provisioning.ifPresent(it -> it.forget(station));
    }
}

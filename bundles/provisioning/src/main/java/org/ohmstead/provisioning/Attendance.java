package org.ohmstead.provisioning;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.model.StationId;
import org.ohmstead.provisioning.store.ProvisioningStore;
import org.ohmstead.provisioning.store.ProvisioningStore.Attended;

/** Which stations are done with, each for its recipe and firmware. On disk and in memory; thread-safe. */
final class Attendance {

    private final ProvisioningStore store;
    private final Map<StationId, Attended> attended = new ConcurrentHashMap<>();

    Attendance(ProvisioningStore store) {
        this.store = store;
        store.attended().forEach(done -> attended.put(done.station(), done));
    }

    /** How the station was done with; empty where it was not, or for other settings or firmware. The ward has a recipe. */
    Optional<Phase> of(StationId station, Ward ward) {
        return Optional.ofNullable(attended.get(station))
                .filter(done -> done.fingerprint().equals(fingerprint(ward)))
                .map(Attended::phase);
    }

    /** Whether another station was given up over the same settings and firmware. */
    boolean anotherGaveUp(StationId station, Ward ward) {
        String fingerprint = fingerprint(ward);
        return attended.values().stream()
                .anyMatch(done -> done.phase() == Phase.GIVEN_UP
                        && !done.station().equals(station)
                        && done.fingerprint().equals(fingerprint));
    }

    /** Nothing where nothing is wanted of the station. */
    void add(StationId station, Ward ward, Phase phase, Instant now) {
        if (ward.recipe().isPresent() && of(station, ward).filter(phase::equals).isEmpty()) {
            Attended done = new Attended(station, fingerprint(ward), phase, now);
            store.attended(done);
            attended.put(station, done);
        }
    }

    void forget(StationId station) {
        store.forget(station);
        attended.remove(station);
    }

    private static String fingerprint(Ward ward) {
        return ward.recipe().orElseThrow().fingerprint(ward.hardware().orElseThrow());
    }
}

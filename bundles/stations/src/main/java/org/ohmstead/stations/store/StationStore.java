package org.ohmstead.stations.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.Stations.HardwareSeen;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationClock;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.osgi.annotation.versioning.ProviderType;

/** Stations on disk. Writes throw {@code StoreUnavailable} when nothing is known to be stored. */
@ProviderType
public interface StationStore {

    /** All stations, to fill the memory at start. */
    List<Stored> stations();

    List<Location> locations();

    /** Adds stations, all or none; false if one of them is there already. */
    boolean register(List<Registration> stations, Instant at);

    /** Writes site, label and registration; false if there is no such station. */
    boolean change(ChargingStation station, Instant at);

    boolean renewPassword(StationId station, PasswordHash password);

    /** Removes the station with its connectors; its transactions and journal stay. */
    boolean remove(StationId station, Instant at);

    void connected(StationId station, String protocol, Instant at);

    void disconnected(StationId station, String why, Instant at);

    /** Stores a boot, and in the history what the hardware is if it was another before. */
    void booted(StationId station, Hardware hardware, RegistrationStatus answered, Instant receivedAt);

    /** What the station was made of, newest first. */
    List<HardwareSeen> hardware(StationId station);

    /**
     * Stores a status as the latest of its connector, unless it is only told again: see {@link Repetition}.
     *
     * @param since what was told before then says nothing of now
     * @return the latest of the connector from now on
     */
    StatusReport status(StationId station, StatusReport report, Instant since);

    /** Puts a status into the journal that is older than the latest of its connector, which stays; once. */
    void earlierStatus(StationId station, StatusReport report);

    /** How stations' clocks go and went, the present first, to fill the memory at start. */
    Map<StationId, List<ClockPeriod>> clocks();

    /** Keeps how a station's clock goes in place of what was known; forgotten with the station. False if there is no such station. */
    boolean keepClock(StationId station, List<ClockPeriod> periods);

    /** Puts it into the journal that a station is about to be asked for a change of its availability. */
    void availabilityRequested(StationId station, Connector connector, boolean operative, Instant at);

    /** Puts it into the journal what became of that. */
    void availabilityAnswered(
            StationId station, Connector connector, boolean operative, Outcome.Kind outcome, Instant at);

    /**
     * The connectors belong to other EVSEs from now on; what was last said of them is forgotten, and what was last said under
     * which name. Where remote starts are kept beside, they are awaited under the new names from the same unit on. Nothing happens
     * where the topology is not what it was before.
     */
    void regrouped(StationId station, Topology before, Topology after, Instant at);

    void firmwareStatus(StationId station, String status, Instant receivedAt);

    void logStatus(StationId station, String status, Instant receivedAt);

    /** A station as found on disk. */
    record Stored(
            ChargingStation station,
            Optional<PasswordHash> password,
            Optional<Instant> lastBoot,
            List<StatusReport> connectors,
            Topology topology) {}

    /**
     * How a station's clock went between two jumps.
     *
     * @param ahead of ours, of {@code LOCAL_TIME} how far of the site's local time; to the millisecond
     * @param since our time of the first message that showed it
     * @param shown in the latest message that taught something
     * @param receivedAt our time of that message
     * @param witnessed whether a message that is never queued showed it
     */
    record ClockPeriod(
            StationClock.Kind kind,
            ZoneId zone,
            Duration ahead,
            Instant since,
            Instant shown,
            Instant receivedAt,
            boolean witnessed) {}

    /** A station to be added; without a password nobody can connect as it, unless the trial option is on. */
    record Registration(ChargingStation station, Optional<PasswordHash> password) {}

    /**
     * SHA-256 over salt and password.
     *
     * @param salt base 64
     * @param hash base 64
     */
    record PasswordHash(String salt, String hash) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "PasswordHash";
        }
    }
}

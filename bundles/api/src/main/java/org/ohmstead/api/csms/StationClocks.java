package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.StationClock;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** What stations' clocks are worth. Answers from memory; thread-safe. Stations it has not met have no clock yet. */
@ProviderType
public interface StationClocks {

    /**
     * A report with a time of the station came in: teaches how its clock goes. Cheap; called for every such message. Blocks on
     * the store only where the clock is found to go otherwise than is known; never fails because of it.
     *
     * @param mayBeQueued whether it may have waited in the station since it was made
     */
    void seen(StationId station, Instant stationTime, Instant receivedAt, boolean mayBeQueued);

    /** When to believe that what a report tells happened. Learns nothing; tell {@link #seen} before. */
    BelievedTime believe(StationId station, Instant stationTime, Instant receivedAt, boolean mayBeQueued);

    /** How a station's clock goes; empty until its messages showed it. */
    Optional<StationClock> clock(StationId station);
}

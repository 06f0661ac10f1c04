package org.ohmstead.stations;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.StationClock;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.store.StationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how each station's clock goes. What a clock is found to do otherwise than before is on disk before the message that
 * showed it is answered, so that what waited in the station is read by the same clock after a restart. A component of its own,
 * because transactions need it too.
 */
@Component(service = {StationClocks.class, ClocksService.class})
public final class ClocksService implements StationClocks {

    private static final Logger LOG = LoggerFactory.getLogger(ClocksService.class);

    private final StationStore store;
    private final Map<StationId, ClockEstimate> clocks = new ConcurrentHashMap<>();
    /** As they are on disk. */
    private final Map<StationId, ClockEstimate> kept = new ConcurrentHashMap<>();

    /** Fills the memory; blocks on the store. */
    @Activate
    public ClocksService(@Reference StationStore store) {
        this.store = store;
        store.clocks().forEach((station, periods) -> kept.put(station, ClockEstimate.of(periods)));
        clocks.putAll(kept);
    }

    /** A station came: from now on its clock may show the local time of that zone. */
    void connected(StationId station, ZoneId zone) {
        change(station, estimate -> estimate.connected(zone));
    }

    void forget(StationId station) {
        clocks.remove(station);
        kept.remove(station);
    }

    @Override
    public void seen(StationId station, Instant stationTime, Instant receivedAt, boolean mayBeQueued) {
        ClockEstimate now =
                change(station, estimate -> estimate.seen(new ClockSample(stationTime, receivedAt, mayBeQueued)));
        if (!now.goesAs(kept.getOrDefault(station, unknown()))) {
            keep(station, now);
        }
    }

    private void keep(StationId station, ClockEstimate now) {
        try {
            if (store.keepClock(station, now.periods())) {
                kept.put(station, now);
            } else {
                forget(station); // it was removed while its message was on the way
            }
        } catch (StoreUnavailable e) {
            LOG.debug("How the clock of {} goes is stored with its next message: {}", station, e.getMessage());
        }
    }

    private ClockEstimate change(StationId station, UnaryOperator<ClockEstimate> change) {
        return clocks.compute(station, (id, known) -> change.apply(known == null ? unknown() : known));
    }

    @Override
    public BelievedTime believe(StationId station, Instant stationTime, Instant receivedAt, boolean mayBeQueued) {
        return clocks.getOrDefault(station, unknown()).believe(stationTime, receivedAt, mayBeQueued);
    }

    @Override
    public Optional<StationClock> clock(StationId station) {
        return Optional.ofNullable(clocks.get(station)).flatMap(ClockEstimate::clock);
    }

    private static ClockEstimate unknown() {
        return ClockEstimate.unknown(ZoneOffset.UTC);
    }
}

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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Remembers how each station's clock goes, while the server runs. A component of its own, because transactions need it too. */
@Component(service = {StationClocks.class, ClocksService.class})
public final class ClocksService implements StationClocks {

    private final Map<StationId, ClockEstimate> clocks = new ConcurrentHashMap<>();

    @Activate
    public ClocksService() {}

    /** A station came: from now on its clock may show the local time of that zone. */
    void connected(StationId station, ZoneId zone) {
        change(station, estimate -> estimate.connected(zone));
    }

    void forget(StationId station) {
        clocks.remove(station);
    }

    @Override
    public void seen(StationId station, Instant stationTime, Instant receivedAt, boolean mayBeQueued) {
        change(station, estimate -> estimate.seen(new ClockSample(stationTime, receivedAt, mayBeQueued)));
    }

    private void change(StationId station, UnaryOperator<ClockEstimate> change) {
        clocks.compute(station, (id, known) -> change.apply(known == null ? unknown() : known));
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

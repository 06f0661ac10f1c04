package org.ohmstead.stations;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.StationClock.Kind;
import org.ohmstead.stations.store.StationStore.ClockPeriod;

/**
 * A station's clock between two jumps. Immutable.
 *
 * @param kind LOCAL_TIME and FACTORY_START stay what they began as; RIGHT and OFF follow the offset
 * @param recent how far it was ahead in the latest messages, of LOCAL_TIME how far of the site's local time
 * @param since our time of the first message, and {@code latest} the last one
 * @param witnessed whether a message that is never queued showed it
 */
record ClockEpoch(Kind kind, ZoneId zone, List<Duration> recent, Instant since, ClockSample latest, boolean witnessed) {

    /** A clock that is off by less is right: nobody is billed by the half minute. */
    static final Duration TOLERANCE = Duration.ofSeconds(30);

    /** Clocks without battery begin in 1970 or 2014 (steve #740), and no station in service is older than this. */
    static final Instant FACTORY = Instant.parse("2015-01-01T00:00:00Z");

    private static final int REMEMBERED = 9;
    private static final Duration SELDOM = Duration.ofSeconds(10);
    private static final Duration DRIFT = Duration.ofSeconds(5);

    static ClockEpoch begin(ClockSample sample, ZoneId zone) {
        Kind kind = kindOf(sample, zone);
        return new ClockEpoch(
                kind, zone, List.of(deviation(kind, sample, zone)), sample.receivedAt(), sample, !sample.mayBeQueued());
    }

    /** As it was stored. */
    static ClockEpoch of(ClockPeriod stored) {
        return new ClockEpoch(
                stored.kind(),
                stored.zone(),
                List.of(stored.ahead()),
                stored.since(),
                new ClockSample(stored.shown(), stored.receivedAt(), false),
                stored.witnessed());
    }

    /** To be stored. */
    ClockPeriod period() {
        return new ClockPeriod(kind, zone, median(), since, latest.shown(), latest.receivedAt(), witnessed);
    }

    /** Whether it differs from what was stored by no more than the network does. */
    boolean goesAs(ClockEpoch stored) {
        return this == stored
                || kind == stored.kind
                        && witnessed == stored.witnessed
                        && zone.equals(stored.zone)
                        && since.truncatedTo(ChronoUnit.MICROS).equals(stored.since.truncatedTo(ChronoUnit.MICROS))
                        && median().minus(stored.median()).abs().compareTo(DRIFT) <= 0;
    }

    static Kind kindOf(ClockSample sample, ZoneId zone) {
        if (sample.shown().isBefore(FACTORY)) {
            return Kind.FACTORY_START;
        }
        if (small(sample.ahead())) {
            return Kind.RIGHT;
        }
        return small(sample.ahead().minus(ofZone(zone, sample.receivedAt()))) ? Kind.LOCAL_TIME : Kind.OFF;
    }

    Kind kindNow() {
        return switch (kind) {
            case RIGHT, OFF -> small(median()) ? Kind.RIGHT : Kind.OFF;
            case LOCAL_TIME, FACTORY_START, STOPPED -> kind;
        };
    }

    boolean agrees(ClockSample sample) {
        return kind != Kind.STOPPED
                && small(deviation(kind, sample, zone).minus(median()))
                && sample.shown().isBefore(FACTORY) == (kind == Kind.FACTORY_START);
    }

    /** How far the clock is ahead at a time of ours; of LOCAL_TIME that changes with the season. */
    Duration offset(Instant ours) {
        return kind == Kind.LOCAL_TIME ? median().plus(ofZone(zone, ours)) : median();
    }

    ClockEpoch after(ClockSample sample) {
        boolean nowWitnessed = witnessed || !sample.mayBeQueued();
        if (Duration.between(latest.receivedAt(), sample.receivedAt()).compareTo(SELDOM) < 0
                && witnessed == nowWitnessed) {
            return this; // enough is known; a message costs nothing
        }
        List<Duration> more = new ArrayList<>(recent);
        more.add(deviation(kind, sample, zone));
        List<Duration> kept = more.size() > REMEMBERED ? more.subList(1, more.size()) : more;
        return new ClockEpoch(kind, zone, List.copyOf(kept), since, sample, nowWitnessed);
    }

    ClockEpoch stopped(ClockSample sample) {
        return new ClockEpoch(Kind.STOPPED, zone, recent, since, sample, true);
    }

    boolean standsStill(ClockSample sample) {
        return (kind == Kind.FACTORY_START || kind == Kind.STOPPED)
                && sample.standsStillSince(latest.shown(), latest.receivedAt());
    }

    /** When by our clock this clock showed a time; empty if it stands still. */
    Optional<Instant> ours(Instant shown, Instant notAfter) {
        return switch (kind) {
            case STOPPED -> Optional.empty();
            case LOCAL_TIME -> Optional.of(ofLocal(shown.minus(median()), notAfter));
            case RIGHT, OFF, FACTORY_START -> Optional.of(shown.minus(median()));
        };
    }

    /** The hour that comes twice in autumn is the second one, unless that is still to come. */
    private Instant ofLocal(Instant localAsUtc, Instant notAfter) {
        LocalDateTime local = LocalDateTime.ofInstant(localAsUtc, ZoneOffset.UTC);
        List<ZoneOffset> possible = zone.getRules().getValidOffsets(local);
        for (int i = possible.size() - 1; i >= 0; i--) {
            Instant ours = local.toInstant(possible.get(i));
            if (!ours.isAfter(notAfter)) {
                return ours;
            }
        }
        return local.atZone(zone).toInstant();
    }

    private Duration median() {
        Duration[] sorted = recent.toArray(Duration[]::new);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Duration deviation(Kind kind, ClockSample sample, ZoneId zone) {
        return kind == Kind.LOCAL_TIME ? sample.ahead().minus(ofZone(zone, sample.receivedAt())) : sample.ahead();
    }

    private static Duration ofZone(ZoneId zone, Instant ours) {
        return Duration.ofSeconds(zone.getRules().getOffset(ours).getTotalSeconds());
    }

    private static boolean small(Duration duration) {
        return duration.abs().compareTo(TOLERANCE) <= 0;
    }
}

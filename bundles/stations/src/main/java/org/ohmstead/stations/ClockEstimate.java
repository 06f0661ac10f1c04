package org.ohmstead.stations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.StationClock;
import org.ohmstead.api.model.StationClock.Kind;
import org.ohmstead.stations.store.StationStore.ClockPeriod;

/**
 * What is known of one station's clock: the epochs between its jumps, newest first, and messages that fit none yet. Immutable.
 * A message that waited in a queue looks like a clock that is behind, so a clock is believed to have gone back only when it
 * shows the right time or a message that is never queued tells so twice; what is ahead cannot have waited.
 */
record ClockEstimate(ZoneId zone, List<ClockEpoch> epochs, List<ClockSample> doubted, int jumps) {

    private static final int EPOCHS = 4;
    private static final int DOUBTED = 5;
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST_QUEUED = Duration.ofDays(30);

    static ClockEstimate unknown(ZoneId zone) {
        return new ClockEstimate(zone, List.of(), List.of(), 0);
    }

    /** As it was stored; messages that fitted nothing are forgotten. */
    static ClockEstimate of(List<ClockPeriod> stored) {
        List<ClockEpoch> epochs = stored.stream().map(ClockEpoch::of).toList();
        return new ClockEstimate(epochs.getFirst().zone(), epochs, List.of(), 0);
    }

    /** To be stored. */
    List<ClockPeriod> periods() {
        return epochs.stream().map(ClockEpoch::period).toList();
    }

    /** Whether nothing is known that another estimate does not say as well. */
    boolean goesAs(ClockEstimate other) {
        if (epochs == other.epochs) {
            return true;
        }
        if (epochs.size() != other.epochs.size()) {
            return false;
        }
        for (int i = 0; i < epochs.size(); i++) {
            if (!epochs.get(i).goesAs(other.epochs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A new connection: messages that fitted nothing before tell nothing with those that come now. */
    ClockEstimate connected(ZoneId now) {
        return new ClockEstimate(now, epochs, List.of(), jumps);
    }

    ClockEstimate seen(ClockSample sample) {
        if (epochs.isEmpty()) {
            return convincing(sample) ? jump(sample) : doubt(sample);
        }
        ClockEpoch current = epochs.getFirst();
        if (current.standsStill(sample)) {
            return replace(current.stopped(sample));
        }
        if (current.agrees(sample)) {
            ClockEpoch after = current.after(sample);
            return after == current && doubted.isEmpty() ? this : replace(after);
        }
        return convincing(sample) ? jump(sample) : doubt(sample);
    }

    /** Whether one message alone shows a clock that jumped, or how a clock goes that nobody knew. */
    private boolean convincing(ClockSample sample) {
        boolean ahead = aheadOfAll(sample);
        return switch (ClockEpoch.kindOf(sample, zone)) {
            case FACTORY_START, STOPPED -> !sample.mayBeQueued();
            case RIGHT -> !sample.mayBeQueued() || ahead || epochs.isEmpty();
            case LOCAL_TIME -> !sample.mayBeQueued() || ahead;
            case OFF -> epochs.isEmpty() && ahead && !sample.mayBeQueued();
        };
    }

    private boolean aheadOfAll(ClockSample sample) {
        Duration known = epochs.isEmpty() ? Duration.ZERO : epochs.getFirst().offset(sample.receivedAt());
        return sample.ahead().compareTo(known.plus(ClockEpoch.TOLERANCE)) > 0;
    }

    private ClockEstimate doubt(ClockSample sample) {
        boolean witness = doubted.stream().anyMatch(earlier -> sample.ticksSince(earlier) && together(earlier, sample));
        if (witness) {
            return jump(sample);
        }
        List<ClockSample> more = new ArrayList<>(doubted);
        more.add(sample);
        return new ClockEstimate(
                zone, epochs, List.copyOf(more.size() > DOUBTED ? more.subList(1, more.size()) : more), jumps);
    }

    /** Whether two messages that agree show where the clock is now, rather than how slowly a queue empties. */
    private boolean together(ClockSample one, ClockSample other) {
        return !one.mayBeQueued()
                || !other.mayBeQueued()
                || epochs.isEmpty()
                || !epochs.getFirst().witnessed()
                || aheadOfAll(other)
                || ClockEpoch.kindOf(other, zone) != Kind.OFF;
    }

    private ClockEstimate jump(ClockSample sample) {
        List<ClockEpoch> now = Stream.concat(
                        Stream.of(ClockEpoch.begin(sample, zone)),
                        epochs.stream().limit(EPOCHS - 1))
                .toList();
        return new ClockEstimate(zone, now, List.of(), epochs.isEmpty() ? 0 : jumps + 1);
    }

    private ClockEstimate replace(ClockEpoch current) {
        return new ClockEstimate(
                zone, Stream.concat(Stream.of(current), epochs.stream().skip(1)).toList(), List.of(), jumps);
    }

    Optional<StationClock> clock() {
        return epochs.stream()
                .findFirst()
                .map(epoch -> new StationClock(
                        epoch.kindNow(), epoch.offset(epoch.latest().receivedAt()), epoch.since(), zone, jumps));
    }

    BelievedTime believe(Instant shown, Instant receivedAt, boolean mayBeQueued) {
        Instant until = receivedAt;
        for (int i = 0; i < epochs.size(); i++) {
            ClockEpoch epoch = epochs.get(i);
            Instant from = i == epochs.size() - 1 ? Instant.MIN : epoch.since().minus(ClockEpoch.TOLERANCE);
            Optional<BelievedTime> told = told(epoch, shown, from, until, receivedAt);
            if (told.isPresent()) {
                return told.get();
            }
            until = epoch.since();
        }
        if (!epochs.isEmpty()) { // it tells of a time nobody saw this clock at; then it went as it goes now
            Optional<BelievedTime> told = told(epochs.getFirst(), shown, Instant.MIN, receivedAt, receivedAt);
            if (told.isPresent()) {
                return told.get();
            }
        } else if (ofUnknownClock(shown, receivedAt, mayBeQueued)) {
            return new BelievedTime(shown, How.STATION, Duration.ZERO);
        }
        return new BelievedTime(receivedAt, mayBeQueued ? How.UNKNOWN : How.RECEIVED, Duration.ZERO);
    }

    /** The time by an epoch's clock, if it lies within that epoch and can have waited until now. */
    private static Optional<BelievedTime> told(
            ClockEpoch epoch, Instant shown, Instant from, Instant until, Instant receivedAt) {
        if (shown.isBefore(ClockEpoch.FACTORY) != (epoch.kind() == Kind.FACTORY_START)) {
            return Optional.empty();
        }
        return epoch.ours(shown, until.plus(ClockEpoch.TOLERANCE))
                .filter(ours -> !ours.isBefore(from)
                        && !ours.isAfter(until.plus(ClockEpoch.TOLERANCE))
                        && !ours.isBefore(receivedAt.minus(LONGEST_QUEUED)))
                .map(ours -> epoch.kindNow() == Kind.RIGHT
                        ? new BelievedTime(shown, How.STATION, epoch.offset(ours))
                        : new BelievedTime(earlier(ours, receivedAt), How.CORRECTED, epoch.offset(ours)));
    }

    private static boolean ofUnknownClock(Instant shown, Instant receivedAt, boolean mayBeQueued) {
        Duration ahead = Duration.between(receivedAt, shown);
        return mayBeQueued
                ? ahead.compareTo(AHEAD) <= 0 && ahead.negated().compareTo(LONGEST_QUEUED) <= 0
                : ahead.abs().compareTo(ClockEpoch.TOLERANCE) <= 0;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

package org.ohmstead.api.csms;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * In which state each EVSE was, without a gap since it was first heard of. Made of the journal, some moments behind it. Blocks
 * on the store's readers; thread-safe.
 */
@ProviderType
public interface AvailabilityLedger {

    /** The EVSEs of a station that were ever heard of; none for a station that never reported. From memory. */
    List<EvseId> evses(StationId station);

    /**
     * The intervals of an EVSE that touch a stretch of time, oldest first, the outer ones cut to it. The future has none.
     *
     * @throws IllegalArgumentException for a page that no answer named
     */
    Page<Interval> intervals(StationId station, EvseId evse, Instant from, Instant to, Page.Request request);

    /** Each EVSE's time in a stretch of time, summed up. */
    List<Summary> summaries(StationId station, Instant from, Instant to);

    /**
     * Takes what outage there is in a stretch of time out of the uptime. What was known stays, and is told beside it. The same
     * again changes nothing.
     *
     * @param evse 0 for all of the station
     * @throws IllegalArgumentException with a sentence for people: no such EVSE, no stretch of time, longer than 366 days
     */
    Exclusion exclude(
            StationId station,
            EvseId evse,
            Instant from,
            Instant to,
            Exclusion.Reason reason,
            String evidence,
            String who);

    /** Takes an exclusion back; it stays on record. Empty if the station has none of that id; repeating changes nothing. */
    Optional<Exclusion> revoke(StationId station, long exclusion, String who);

    /** All of a station, newest first, also those that were taken back. */
    List<Exclusion> exclusions(StationId station);

    /**
     * Forgets the ledger and makes it anew of the journal. Returns at once; until it is done the ledger is incomplete.
     *
     * @throws IllegalStateException with a sentence for people, where the journal's beginning was pruned; the ledger stays as it is
     */
    void rebuild();

    /** What an EVSE was. Will grow; keep a default branch. */
    enum State {
        /** A car is there, or it is held for one. */
        IN_USE,
        /** A car may come. */
        AVAILABLE,
        /** Out of service because somebody here ordered it. */
        PLANNED_OUT,
        /** Out of service by itself: faulted, or unavailable though nobody here ordered it. */
        FAULTED,
        /** Nothing is known: not connected, silent, or it never told its status. */
        UNKNOWN,
        /** Nothing is known because the server was away, or stations were still coming back to it. */
        BACKEND,
        /** Out of service, and a person said why that does not count. Never in the ledger itself: laid over it when it is read. */
        EXCLUDED
    }

    /**
     * A stretch of time in one state.
     *
     * @param to now, for the one that lasts
     * @param state what it was, also where that is excluded
     * @param cause what put it there: an error code, a word of the station, or a sentence
     * @param learnedAt when it became known, where a report came late; what was known before is never changed
     * @param exclusion why it does not count, where a person said so
     */
    record Interval(
            Instant from,
            Instant to,
            State state,
            Optional<String> cause,
            Optional<Instant> learnedAt,
            Optional<Exclusion> exclusion) {

        /** One that counts as what it was. */
        public Interval(Instant from, Instant to, State state, Optional<String> cause, Optional<Instant> learnedAt) {
            this(from, to, state, cause, learnedAt, Optional.empty());
        }

        /** As what it counts. */
        public State counted() {
            return exclusion.isPresent() ? State.EXCLUDED : state;
        }
    }

    /**
     * An EVSE's time.
     *
     * @param from when the stretch begins, or the ledger of this EVSE
     * @param to when it ends, or now
     * @param time per state it counts as; they add up to the stretch
     * @param changes how often the state changed, each flapping counted
     */
    record Summary(EvseId evse, Instant from, Instant to, Map<State, Duration> time, int changes) {

        public Summary {
            time = Map.copyOf(time);
        }

        public Duration recorded() {
            return Duration.between(from, to);
        }

        public Duration in(State state) {
            return time.getOrDefault(state, Duration.ZERO);
        }

        /** When no car could charge, as far as we know. */
        public Duration outage() {
            return in(State.FAULTED).plus(in(State.UNKNOWN)).plus(excluded());
        }

        /**
         * The outage that is not the EVSE's: out of service by order, what the server itself is to blame for, and what people
         * excluded.
         */
        public Duration excluded() {
            return in(State.PLANNED_OUT).plus(in(State.BACKEND)).plus(in(State.EXCLUDED));
        }

        /**
         * Uptime as 23 CFR 680.116 (b) has it: 100 × (T − (outage − excluded)) ÷ T, where T is the time recorded. Empty where
         * nothing is recorded.
         */
        public Optional<Double> uptimePercent() {
            double recorded = recorded().toMillis();
            double counted = outage().minus(excluded()).toMillis();
            return recorded > 0 ? Optional.of(100 * (recorded - counted) / recorded) : Optional.empty();
        }
    }

    /** A stretch of time people ask for. */
    enum Period {
        DAY,
        MONTH,
        TWELVE_MONTHS;

        /** When the period that has this moment in it begins: midnight in the zone; twelve months end with its day. */
        public Instant begin(Instant moment, ZoneId zone) {
            LocalDate day = LocalDate.ofInstant(moment, zone);
            LocalDate first = switch (this) {
                case DAY -> day;
                case MONTH -> day.withDayOfMonth(1);
                case TWELVE_MONTHS -> day.plusDays(1).minusMonths(12);
            };
            return first.atStartOfDay(zone).toInstant();
        }

        /** When it ends, exclusive. */
        public Instant end(Instant moment, ZoneId zone) {
            LocalDate day = LocalDate.ofInstant(moment, zone);
            LocalDate next = switch (this) {
                case DAY, TWELVE_MONTHS -> day.plusDays(1);
                case MONTH -> day.withDayOfMonth(1).plusMonths(1);
            };
            return next.atStartOfDay(zone).toInstant();
        }
    }
}

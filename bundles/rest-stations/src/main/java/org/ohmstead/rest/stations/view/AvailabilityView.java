package org.ohmstead.rest.stations.view;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.csms.AvailabilityLedger.Summary;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Page;

/**
 * In which states the EVSEs of a station were.
 *
 * @param evses those that were ever heard of
 */
public record AvailabilityView(Instant from, Instant to, List<OfEvse> evses) {

    /**
     * One EVSE. Without {@code recordedFrom} and what follows from it where nothing is recorded of that time.
     *
     * @param uptimePercent 23 CFR 680.116 (b): 100 × (recorded − (outage − excluded)) ÷ recorded
     * @param outageMillis faulted, unknown, and what is excluded
     * @param excluded the states that are not counted against the EVSE
     * @param changes how often the state changed
     * @param millis per state
     * @param next give it as {@code from} to get the following intervals; absent at the end
     */
    public record OfEvse(
            int evse,
            Optional<Instant> recordedFrom,
            Optional<Instant> recordedTo,
            Optional<Double> uptimePercent,
            Optional<Long> outageMillis,
            Optional<Long> excludedMillis,
            List<State> excluded,
            Optional<Integer> changes,
            Map<State, Long> millis,
            List<Stretch> intervals,
            Optional<String> next) {

        public static OfEvse of(EvseId evse, Optional<Summary> summary, Page<Interval> intervals) {
            Map<State, Long> millis = new EnumMap<>(State.class);
            summary.ifPresent(it -> it.time().forEach((state, time) -> millis.put(state, time.toMillis())));
            return new OfEvse(
                    evse.value(),
                    summary.map(Summary::from),
                    summary.map(Summary::to),
                    summary.flatMap(Summary::uptimePercent),
                    summary.map(Summary::outage).map(Duration::toMillis),
                    summary.map(Summary::excluded).map(Duration::toMillis),
                    List.of(State.PLANNED_OUT, State.BACKEND, State.EXCLUDED),
                    summary.map(Summary::changes),
                    millis,
                    intervals.items().stream().map(Stretch::of).toList(),
                    intervals.next());
        }
    }

    /**
     * A stretch of time in one state.
     *
     * @param state as what it counts
     * @param was what it was, where that is excluded
     * @param cause what put it there
     * @param learnedAt when it became known, where a report came late
     * @param exclusion why it does not count
     */
    public record Stretch(
            Instant from,
            Instant to,
            State state,
            Optional<State> was,
            Optional<String> cause,
            Optional<Instant> learnedAt,
            Optional<ExclusionView> exclusion) {

        static Stretch of(Interval interval) {
            return new Stretch(
                    interval.from(),
                    interval.to(),
                    interval.counted(),
                    interval.exclusion().map(exclusion -> interval.state()),
                    interval.cause(),
                    interval.learnedAt(),
                    interval.exclusion().map(ExclusionView::of));
        }
    }
}

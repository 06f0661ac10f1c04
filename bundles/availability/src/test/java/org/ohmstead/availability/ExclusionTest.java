package org.ohmstead.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.api.model.ConnectorStatus.AVAILABLE;
import static org.ohmstead.api.model.ConnectorStatus.FAULTED;
import static org.ohmstead.api.model.ConnectorStatus.OCCUPIED;
import static org.ohmstead.availability.Days.CP1;
import static org.ohmstead.availability.Days.ONE;
import static org.ohmstead.availability.Days.TWO;
import static org.ohmstead.availability.Days.at;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Exclusion.Reason;
import org.ohmstead.api.model.Outcome;

/** Outage that does not count, because a person says why (23 CFR 680.116 (b)). */
class ExclusionTest {

    private final Days days = new Days();

    /** Up for 10 minutes, faulted for 60, up for 30. */
    @BeforeEach
    void anHourOfOutage() {
        days.connects(0).says(0, 1, AVAILABLE).says(10, 1, FAULTED).says(70, 1, AVAILABLE);
    }

    private Exclusion exclude(EvseId evse, double from, double to, Reason reason) {
        return days.store.exclude(
                new Exclusion(0, CP1, evse, at(from), at(to), reason, "evidence", "eva", at(100), Optional.empty()));
    }

    private List<String> counted(EvseId evse) {
        return days.intervals(evse, 100).stream()
                .map(interval -> Days.minute(interval.from()) + " " + interval.counted())
                .toList();
    }

    @Test
    void whatIsExcludedDoesNotCountAndWhatItWasStays() {
        assertThat(days.summary(100).uptimePercent()).hasValue(40.0);

        Exclusion vandalism = exclude(ONE, 30, 60, Reason.VANDALISM);

        assertThat(counted(ONE))
                .containsExactly("0 AVAILABLE", "10 FAULTED", "30 EXCLUDED", "60 FAULTED", "70 AVAILABLE");
        Interval excluded = days.intervals(ONE, 100).get(2);
        assertThat(excluded.state()).isEqualTo(State.FAULTED);
        assertThat(excluded.cause()).contains("Faulted");
        assertThat(excluded.exclusion()).contains(vandalism);
        assertThat(days.minutes(State.EXCLUDED, 100)).isEqualTo(30);
        assertThat(days.minutes(State.FAULTED, 100)).isEqualTo(30);
        assertThat(days.summary(100).outage()).hasMinutes(60);
        assertThat(days.summary(100).excluded()).hasMinutes(30);
        assertThat(days.summary(100).uptimePercent()).hasValue(70.0);
        assertThat(days.summary(100).changes()).as("as before").isEqualTo(2);
    }

    @Test
    void whatIsTakenBackCountsAgain() {
        Exclusion vandalism = exclude(ONE, 0, 100, Reason.VANDALISM);
        assertThat(days.summary(100).uptimePercent()).hasValue(100.0);
        days.store.revoke(CP1, vandalism.id(), "max", at(101));

        assertThat(counted(ONE)).containsExactly("0 AVAILABLE", "10 FAULTED", "70 AVAILABLE");
        assertThat(days.summary(100).uptimePercent()).hasValue(40.0);
    }

    @Test
    void onlyOutageNeedsAnExcuse() {
        days.says(80, 1, OCCUPIED).asked(90, 1, false).answers(90, 1, false, Outcome.Kind.ACCEPTED);
        exclude(ONE, 0, 200, Reason.GRID_OUTAGE);

        assertThat(counted(ONE))
                .containsExactly("0 AVAILABLE", "10 EXCLUDED", "70 AVAILABLE", "80 IN_USE", "90 PLANNED_OUT");
    }

    @Test
    void silenceIsExcludedToo() {
        days.goes(80);
        exclude(ONE, 85, 200, Reason.GRID_OUTAGE);

        assertThat(counted(ONE)).endsWith("80 UNKNOWN", "85 EXCLUDED");
    }

    @Test
    void oneOfTheStationIsOneOfEachEvseAndOneOfAnEvseOnlyItsOwn() {
        days.says(71, 2, FAULTED);
        exclude(ONE, 0, 90, Reason.VANDALISM);
        assertThat(counted(TWO)).containsExactly("71 FAULTED");

        exclude(EvseId.STATION, 80, 90, Reason.GRID_OUTAGE);
        assertThat(counted(TWO)).containsExactly("71 FAULTED", "80 EXCLUDED", "90 FAULTED");
    }

    @Test
    void ofSeveralTheOneBookedFirstCounts() {
        exclude(ONE, 20, 50, Reason.VANDALISM);
        exclude(ONE, 40, 60, Reason.GRID_OUTAGE);

        assertThat(days.intervals(ONE, 100).stream()
                        .flatMap(interval -> interval.exclusion().stream()
                                .map(excuse -> Days.minute(interval.from()) + " " + excuse.reason())))
                .containsExactly("20 VANDALISM", "40 VANDALISM", "50 GRID_OUTAGE");
        assertThat(days.minutes(State.EXCLUDED, 100)).isEqualTo(40);
    }

    @Test
    void otherStationsAreNotExcused() {
        exclude(ONE, 0, 100, Reason.VANDALISM);
        days.of("CP-2").connects(0).says(0, 1, FAULTED);

        assertThat(counted(ONE)).containsExactly("0 FAULTED");
    }

    @Test
    void itIsLaidOverALedgerMadeAnew() {
        exclude(ONE, 10, 70, Reason.NATURAL_DISASTER);
        days.store.clear();
        days.restarted();
        days.journal.forEach(entry -> days.book.follow(List.of(entry), entry.position()));

        assertThat(counted(ONE)).containsExactly("0 AVAILABLE", "10 EXCLUDED", "70 AVAILABLE");
        assertThat(days.journal)
                .extracting(entry -> entry.fact())
                .doesNotHaveAnyElementsOfTypes(Facts.OutageExcluded.class);
    }
}

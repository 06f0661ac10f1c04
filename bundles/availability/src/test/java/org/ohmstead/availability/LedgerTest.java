package org.ohmstead.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ohmstead.api.model.ConnectorStatus.AVAILABLE;
import static org.ohmstead.api.model.ConnectorStatus.FAULTED;
import static org.ohmstead.api.model.ConnectorStatus.OCCUPIED;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.Period;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.csms.AvailabilityLedger.Summary;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.availability.store.InMemoryAvailabilityStore;
import org.ohmstead.availability.store.Situation;

/** The ledger as a whole: made again it is the same, it survives restarts and failures, and it adds up. */
class LedgerTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 400})
    void droppedAndMadeAgainItIsTheSame(int page) {
        Days days = new Days();
        live(days, 2_000);
        List<List<Interval>> before = all(days);

        days.store.clear();
        Book again = new Book(days.store);
        for (int i = 0; i < days.journal.size(); i += page) {
            List<JournalEntry> entries = days.journal.subList(i, Math.min(days.journal.size(), i + page));
            again.follow(wanted(again, entries), entries.getLast().position());
        }

        assertThat(all(days)).isEqualTo(before);
        assertThat(before.stream().mapToInt(List::size).sum()).isGreaterThan(500);
    }

    @Test
    void aRestartInTheMiddleChangesNothing() {
        Days without = new Days();
        live(without, 600);
        Days with = new Days();
        for (JournalEntry entry : without.journal) {
            with.restarted();
            with.journal.add(entry);
            with.book.follow(wanted(with.book, List.of(entry)), entry.position());
        }

        assertThat(all(with)).isEqualTo(all(without));
    }

    @Test
    void factsThatComeAgainChangeNothing() {
        Days days = new Days();
        live(days, 300);
        List<List<Interval>> before = all(days);
        days.book.follow(wanted(days.book, days.journal), days.journal.getLast().position());

        assertThat(all(days)).isEqualTo(before);
    }

    @Test
    void whatTheStoreDidNotTakeIsTakenWhenItComesAgain() {
        Days days = new Days();
        FailingStore failing = new FailingStore();
        days.store = failing;
        days.book = new Book(failing);
        days.connects(0).says(0, 1, AVAILABLE);
        failing.broken = true;
        assertThatThrownBy(() -> days.says(10, 1, FAULTED)).isInstanceOf(StoreUnavailable.class);
        failing.broken = false;
        JournalEntry last = days.journal.getLast();
        days.book.follow(List.of(last), last.position());

        assertThat(days.story(20)).containsExactly("0 AVAILABLE", "10 FAULTED");
    }

    @Test
    void intervalsHaveNeitherGapNorOverlapAndAddUp() {
        Days days = new Days();
        live(days, 1_000);
        List<Interval> intervals = days.of("CP-1").intervals(Days.ONE, 100_000);
        for (int i = 1; i < intervals.size(); i++) {
            assertThat(intervals.get(i).from()).isEqualTo(intervals.get(i - 1).to());
        }
        Summary summary = days.summary(100_000);
        Duration sum = summary.time().values().stream().reduce(Duration.ZERO, Duration::plus);

        assertThat(sum).isEqualTo(summary.recorded());
    }

    @Test
    void uptimeCountsFaultsAndSilenceAndExcludesOrdersAndTheServer() {
        Days days = new Days();
        days.connects(0).says(0, 1, AVAILABLE).says(100, 1, FAULTED).says(110, 1, AVAILABLE);
        days.goes(200).connects(220);
        days.asked(300, 1, false).answers(300, 1, false, Outcome.Kind.ACCEPTED).says(400, 1, AVAILABLE);
        days.serverStarts(600, 500).connects(600);
        Summary summary = days.summary(1_000);

        assertThat(summary.in(State.FAULTED)).isEqualTo(Duration.ofMinutes(10));
        assertThat(summary.in(State.UNKNOWN)).isEqualTo(Duration.ofMinutes(20));
        assertThat(summary.outage()).isEqualTo(Duration.ofMinutes(230));
        assertThat(summary.excluded()).isEqualTo(Duration.ofMinutes(200));
        assertThat(summary.uptimePercent().orElseThrow()).isCloseTo(97, within(1e-9));
    }

    @Test
    void nothingIsSaidOfTimeBeforeTheLedgerBegan() {
        Days days = new Days();
        days.connects(0).says(60, 1, AVAILABLE).says(90, 1, FAULTED);

        assertThat(days.summary(120).from()).isEqualTo(Days.at(60));
        assertThat(days.summary(120).uptimePercent().orElseThrow()).isCloseTo(50, within(1e-9));
        assertThat(days.reading(120).summary(Days.CP1, Days.ONE, Days.at(-100), Days.at(0)))
                .isEmpty();
        assertThat(days.reading(120).summary(Days.CP1, new EvseId(9), Days.T0, Days.at(120)))
                .isEmpty();
    }

    @Test
    void aPeriodInTheMiddleOfAnIntervalHasItsPart() {
        Days days = new Days();
        days.connects(0).says(0, 1, OCCUPIED).says(100, 1, AVAILABLE);
        Summary summary = days.reading(200)
                .summary(Days.CP1, Days.ONE, Days.at(30), Days.at(50))
                .orElseThrow();

        assertThat(summary.time()).containsOnlyKeys(State.IN_USE);
        assertThat(summary.recorded()).isEqualTo(Duration.ofMinutes(20));
        assertThat(summary.changes()).isZero();
    }

    @Test
    void aPageGoesOnWhereTheOneBeforeEnded() {
        Days days = new Days();
        days.connects(0).says(0, 1, AVAILABLE);
        for (int i = 1; i < 20; i++) {
            days.says(i, 1, i % 2 == 0 ? AVAILABLE : OCCUPIED);
        }
        List<Interval> paged = new ArrayList<>();
        Optional<Instant> next = Optional.of(Days.T0);
        while (next.isPresent()) {
            Page<Interval> page = days.reading(30).intervals(Days.CP1, Days.ONE, next.get(), Days.at(30), 3);
            paged.addAll(page.items());
            next = page.next().map(Instant::parse);
        }

        assertThat(paged).isEqualTo(days.intervals(Days.ONE, 30));
    }

    @Test
    void daysAndMonthsAreThoseOfTheSite() {
        ZoneId amsterdam = ZoneId.of("Europe/Amsterdam");
        Instant springDay = Instant.parse("2026-03-29T10:00:00Z");

        assertThat(Duration.between(Period.DAY.begin(springDay, amsterdam), Period.DAY.end(springDay, amsterdam)))
                .isEqualTo(Duration.ofHours(23));
        assertThat(Period.MONTH.begin(Instant.parse("2026-10-31T23:30:00Z"), amsterdam))
                .isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
        assertThat(Period.TWELVE_MONTHS.begin(springDay, amsterdam)).isEqualTo(Instant.parse("2025-03-29T23:00:00Z"));
        assertThat(Period.TWELVE_MONTHS.end(springDay, amsterdam)).isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
    }

    private static List<JournalEntry> wanted(Book book, List<JournalEntry> entries) {
        return entries.stream()
                .filter(entry -> book.kinds().contains(entry.kind()))
                .toList();
    }

    private static List<List<Interval>> all(Days days) {
        List<List<Interval>> all = new ArrayList<>();
        for (int station = 0; station < 5; station++) {
            days.of("CP-" + station);
            all.add(days.intervals(Days.ONE, 100_000));
            all.add(days.intervals(Days.TWO, 100_000));
        }
        return all;
    }

    /** Anything may happen at any time, in any order. */
    private void live(Days days, int steps) {
        double minute = 0;
        for (int i = 0; i < steps; i++) {
            minute += random.nextInt(1, 1_000) / 100.0;
            days.of("CP-" + random.nextInt(5));
            int evse = random.nextInt(3);
            if (random.nextInt(4) == 0) {
                days.happenedAt(minute - random.nextInt(30));
            }
            step(days, minute, evse);
        }
    }

    private void step(Days days, double minute, int evse) {
        long transaction = 1 + random.nextInt(4);
        boolean operative = random.nextBoolean();
        switch (random.nextInt(14)) {
            case 0 -> days.goes(minute);
            case 1, 2 -> days.connects(minute);
            case 3 -> days.starts(minute, evse, transaction);
            case 4 -> days.ends(minute, evse, transaction, random.nextInt(4) == 0);
            case 5 -> days.asked(minute, evse, operative);
            case 6 -> days.answers(minute, evse, operative, Outcome.Kind.values()[random.nextInt(9)]);
            case 7 -> days.fact(minute, new Facts.StationFellSilent(Days.at(minute - 3)));
            case 8 -> days.fact(minute, new Facts.StationHeardAgain(Days.at(minute - 0.5)));
            case 9 -> restart(days, minute);
            default -> days.says(minute, evse, ConnectorStatus.values()[random.nextInt(5)]);
        }
    }

    private void restart(Days days, double minute) {
        if (random.nextInt(20) == 0) {
            days.serverStarts(minute, minute - random.nextInt(10) / 10.0);
        }
    }

    /** Takes nothing while it is broken. */
    private static final class FailingStore implements AvailabilityStore {

        private final InMemoryAvailabilityStore memory = new InMemoryAvailabilityStore();
        private boolean broken;

        @Override
        public Map<StationId, Situation> situations() {
            return memory.situations();
        }

        @Override
        public void save(List<Change> changes, Optional<JournalPosition> reached) {
            if (broken) {
                throw new StoreUnavailable("broken", false, null);
            }
            memory.save(changes, reached);
        }

        @Override
        public List<Start> starts(StationId station, EvseId evse, Instant from, Instant to, int limit) {
            return memory.starts(station, evse, from, to, limit);
        }

        @Override
        public Exclusion exclude(Exclusion wanted) {
            return memory.exclude(wanted);
        }

        @Override
        public Optional<Exclusion> revoke(StationId station, long exclusion, String who, Instant at) {
            return memory.revoke(station, exclusion, who, at);
        }

        @Override
        public List<Exclusion> exclusions(StationId station) {
            return memory.exclusions(station);
        }

        @Override
        public boolean clear() {
            return memory.clear();
        }

        @Override
        public void fellSilent(StationId station, Instant lastHeard, Instant at) {
            memory.fellSilent(station, lastHeard, at);
        }

        @Override
        public void heardAgain(StationId station, Instant heardAt, Instant at) {
            memory.heardAgain(station, heardAt, at);
        }
    }
}

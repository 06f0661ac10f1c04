package org.ohmstead.availability.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Exclusion.Reason;
import org.ohmstead.api.model.Exclusion.Revocation;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.availability.store.AvailabilityStore.Change;
import org.ohmstead.availability.store.AvailabilityStore.Rewrite;
import org.ohmstead.availability.store.AvailabilityStore.Start;
import org.ohmstead.availability.store.Situation.Order;
import org.ohmstead.availability.store.Situation.Running;
import org.ohmstead.availability.store.Situation.Standing;
import org.ohmstead.availability.store.Situation.Status;

/** What every {@link AvailabilityStore} promises. Run against memory here and against each database by the store. */
public abstract class AvailabilityStoreContract {

    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00.123456Z");
    private static final StationId CP1 = new StationId("CP-1");
    private static final StationId CP2 = new StationId("CP-2");
    private static final EvseId ONE = new EvseId(1);
    private static final EvseId TWO = new EvseId(2);

    private AvailabilityStore store;

    /** A store without ledger. */
    protected abstract AvailabilityStore newStore();

    /** What the journal of that store holds, oldest first. */
    protected abstract List<Fact> facts();

    /** The ledger's place in the journal; 0 at its beginning. */
    protected abstract long place();

    @BeforeEach
    void openStore() {
        store = newStore();
    }

    @Test
    void aSituationIsFoundAgainAsItWas() {
        save(CP1, situation(7));
        save(CP1, situation(8));

        assertThat(store.situations()).containsOnlyKeys(CP1).containsValue(situation(8));
    }

    @Test
    void anEmptySituationIsFoundAgainToo() {
        Situation empty = new Situation(
                1, false, T0, T0, true, Optional.of(T0), false, List.of(), List.of(), List.of(), List.of());
        save(CP1, empty);

        assertThat(store.situations()).containsValue(empty);
    }

    @Test
    void whatBeginsLaterFollows() {
        save(CP1, situation(1), new Rewrite(ONE, at(0), List.of(start(0, State.AVAILABLE))));
        save(CP1, situation(2), new Rewrite(ONE, at(10), List.of(start(10, State.IN_USE), start(20, State.FAULTED))));

        assertThat(all(CP1, ONE))
                .containsExactly(start(0, State.AVAILABLE), start(10, State.IN_USE), start(20, State.FAULTED));
    }

    @Test
    void aRewriteReplacesWhatBeginsThereOrLaterAndNothingElse() {
        save(
                CP1,
                situation(1),
                new Rewrite(
                        ONE,
                        at(0),
                        List.of(start(0, State.AVAILABLE), start(10, State.IN_USE), start(20, State.FAULTED))),
                new Rewrite(TWO, at(0), List.of(start(15, State.AVAILABLE))));
        save(CP2, situation(1), new Rewrite(ONE, at(0), List.of(start(15, State.AVAILABLE))));
        save(CP1, situation(2), new Rewrite(ONE, at(10), List.of(start(12, State.UNKNOWN))));

        assertThat(all(CP1, ONE)).containsExactly(start(0, State.AVAILABLE), start(12, State.UNKNOWN));
        assertThat(all(CP1, TWO)).hasSize(1);
        assertThat(all(CP2, ONE)).hasSize(1);
    }

    @Test
    void anExclusionIsBookedOnceAndStaysOnRecordWhenItIsTakenBack() {
        Exclusion booked = store.exclude(exclusion(CP1, "a letter of the grid operator", "eva"));
        assertThat(store.exclude(exclusion(CP1, "a letter of the grid operator", "max")))
                .as("the same again")
                .isEqualTo(booked);
        Exclusion other = store.exclude(exclusion(CP1, "another letter", "eva"));
        store.exclude(exclusion(CP2, "another letter", "eva"));
        assertThat(store.exclusions(CP1)).containsExactly(other, booked);

        assertThat(store.revoke(CP2, booked.id(), "max", at(50)))
                .as("not its own")
                .isEmpty();
        Exclusion revoked = store.revoke(CP1, booked.id(), "max", at(50)).orElseThrow();
        assertThat(revoked.revoked()).contains(new Revocation("max", at(50)));
        assertThat(store.revoke(CP1, booked.id(), "tom", at(60))).contains(revoked);
        assertThat(store.revoke(CP1, 4711, "max", at(50))).isEmpty();
        store.clear();
        assertThat(store.exclusions(CP1)).containsExactly(other, revoked);

        assertThat(facts().stream().filter(Facts.OutageExcluded.class::isInstance))
                .hasSize(3);
        assertThat(facts())
                .filteredOn(Facts.OutageExclusionRevoked.class::isInstance)
                .containsExactly(new Facts.OutageExclusionRevoked(booked.id(), "max"));
        assertThat(store.exclude(exclusion(CP1, "a letter of the grid operator", "eva"))
                        .id())
                .as("what was taken back may be booked anew")
                .isGreaterThan(other.id());
    }

    private static Exclusion exclusion(StationId station, String evidence, String who) {
        return new Exclusion(
                0, station, ONE, at(0), at(40), Reason.GRID_OUTAGE, evidence, who, at(45), Optional.empty());
    }

    @Test
    void savingTheSameTwiceChangesNothing() {
        Rewrite rewrite = new Rewrite(ONE, at(0), List.of(start(0, State.AVAILABLE), start(10, State.IN_USE)));
        save(CP1, situation(1), rewrite);
        save(CP1, situation(1), rewrite);

        assertThat(all(CP1, ONE)).hasSize(2);
    }

    @Test
    void theOneThatStandsComesFirstAndTheEndIsExclusive() {
        save(
                CP1,
                situation(1),
                new Rewrite(
                        ONE,
                        at(0),
                        List.of(start(0, State.AVAILABLE), start(10, State.IN_USE), start(20, State.FAULTED))));

        assertThat(store.starts(CP1, ONE, at(15), at(20), 10)).containsExactly(start(10, State.IN_USE));
        assertThat(store.starts(CP1, ONE, at(10), at(21), 10))
                .containsExactly(start(10, State.IN_USE), start(20, State.FAULTED));
        assertThat(store.starts(CP1, ONE, at(-5), at(5), 10)).containsExactly(start(0, State.AVAILABLE));
        assertThat(store.starts(CP1, ONE, at(-5), at(0), 10)).isEmpty();
        assertThat(store.starts(CP1, ONE, at(5), at(99), 2))
                .containsExactly(start(0, State.AVAILABLE), start(10, State.IN_USE));
        assertThat(store.starts(CP1, TWO, at(0), at(99), 10)).isEmpty();
    }

    @Test
    void causeAndLateKnowledgeStay() {
        Start late = new Start(at(0), State.FAULTED, Optional.of("GroundFailure ü"), Optional.of(at(50)));
        save(CP1, situation(1), new Rewrite(ONE, at(0), List.of(late)));

        assertThat(all(CP1, ONE)).containsExactly(late);
    }

    @Test
    void thePlaceInTheJournalMovesWithTheEffectAndOnlyWhenTold() {
        store.save(List.of(new Change(CP1, situation(1), List.of())), Optional.of(new JournalPosition(1, 42)));
        assertThat(place()).isEqualTo(42);
        store.save(List.of(new Change(CP1, situation(2), List.of())), Optional.empty());
        assertThat(place()).isEqualTo(42);
        store.save(List.of(), Optional.of(new JournalPosition(1, 43)));
        assertThat(place()).isEqualTo(43);
    }

    @Test
    void clearingForgetsAllAndBeginsAtTheBeginning() {
        store.save(
                List.of(new Change(
                        CP1, situation(1), List.of(new Rewrite(ONE, at(0), List.of(start(0, State.IN_USE)))))),
                Optional.of(new JournalPosition(1, 42)));
        store.clear();

        assertThat(store.situations()).isEmpty();
        assertThat(all(CP1, ONE)).isEmpty();
        assertThat(place()).isZero();
    }

    @Test
    void silenceAndItsEndAreFacts() {
        store.fellSilent(CP1, at(0), at(1800));
        store.heardAgain(CP1, at(1900), at(1901));

        assertThat(facts()).containsExactly(new Facts.StationFellSilent(at(0)), new Facts.StationHeardAgain(at(1900)));
    }

    private void save(StationId station, Situation situation, Rewrite... rewrites) {
        store.save(List.of(new Change(station, situation, List.of(rewrites))), Optional.empty());
    }

    private List<Start> all(StationId station, EvseId evse) {
        return store.starts(station, evse, Instant.MIN, Instant.MAX, Integer.MAX_VALUE);
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private static Start start(long seconds, State state) {
        return new Start(at(seconds), state, Optional.empty(), Optional.empty());
    }

    private static Situation situation(long seq) {
        Connector plug = new Connector(ONE, 2);
        return new Situation(
                seq,
                true,
                at(1),
                at(-100),
                false,
                Optional.empty(),
                true,
                List.of(new Status(plug, ConnectorStatus.FAULTED, Optional.of("HighTemperature"), at(2))),
                List.of(
                        new Order(plug, at(3), Optional.of(at(4)), Optional.empty(), Optional.empty()),
                        new Order(Connector.of(0), at(5), Optional.empty(), Optional.of(at(6)), Optional.of(at(7)))),
                List.of(new Running(new TransactionId(33), ONE, at(6), Optional.of(new Connector(ONE, 2)))),
                List.of(
                        new Standing(ONE, State.FAULTED, Optional.of("HighTemperature"), at(7)),
                        new Standing(TWO, State.IN_USE, Optional.empty(), at(8))));
    }
}

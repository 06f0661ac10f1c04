package org.ohmstead.transactions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.transactions.store.TransactionStore.End;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Recorded;
import org.ohmstead.transactions.store.TransactionStore.Start;

/** What a store keeps of meters, and of what fits nothing. */
abstract class ReadingStoreContract extends TransactionStoreFixture {

    @Test
    void readingsAreStoredOnceHoweverOftenTheyCome() {
        Transaction transaction = stored(start(CP1, 1, T0));
        Readings message =
                readings(transaction, reading(T0.plusSeconds(60), 1_200), reading(T0.plusSeconds(120), 1_400));

        assertThat(store.record(message)).isEqualTo(Recorded.STORED);
        assertThat(store.record(message)).isEqualTo(Recorded.REPEATED);
        assertThat(readingsOf(transaction)).isEqualTo(message.readings());
        assertThat(store.find(transaction.id()).orElseThrow().latest())
                .contains(new Transaction.Register(T0.plusSeconds(120), Energy.ofWattHours(1_400)));
        assertThat(store.open())
                .singleElement()
                .satisfies(open ->
                        assertThat(open.latest()).contains(message.readings().getLast()));
        assertThat(factsOf(Facts.ReadingsStored.class)).singleElement().satisfies(fact -> {
            assertThat(fact.transaction()).contains(transaction.id());
            assertThat(fact.count()).isEqualTo(2);
            assertThat(fact.register()).contains(Energy.ofWattHours(1_400));
        });
    }

    @Test
    void ofAMessageRepeatedInPartTheNewReadingsAreStored() {
        Transaction transaction = stored(start(CP1, 1, T0));
        Reading first = reading(T0.plusSeconds(60), 1_200);
        Reading second = reading(T0.plusSeconds(120), 1_400);
        store.record(readings(transaction, first));

        assertThat(store.record(readings(transaction, first, second))).isEqualTo(Recorded.STORED);
        assertThat(readingsOf(transaction)).containsExactly(first, second);
    }

    @Test
    void otherContentsAtTheSameTimeAreAnotherReading() {
        Transaction transaction = stored(start(CP1, 1, T0));
        store.record(readings(transaction, reading(T0.plusSeconds(60), 1_200)));

        assertThat(store.record(readings(transaction, reading(T0.plusSeconds(60), 1_201))))
                .isEqualTo(Recorded.STORED);
        assertThat(readingsOf(transaction)).hasSize(2);
    }

    @Test
    void readingsComeBackBitExactInTheOrderOfTheStationsTime() {
        Transaction transaction = stored(start(CP1, 1, T0));
        Sample signed = new Sample(
                "OCMF|{\"FV\":\"1.0\"}|{\"SD\":\"3045ü…\"}  ",
                Sample.ENERGY_IMPORT,
                "L1-N",
                "Inlet",
                "Transaction.End",
                "kWh",
                true);
        Reading late = new Reading(
                new MeterValue(T0.plusSeconds(120), List.of(signed, sample("007.50"))),
                T0.plusSeconds(121),
                Optional.empty(),
                Optional.of(new Power(-11_000)),
                Optional.of(new Current(16_050)),
                Optional.of(83));
        Reading early = reading(T0.plusSeconds(60), 1_200);
        store.record(readings(transaction, late));
        store.record(readings(transaction, early));

        assertThat(readingsOf(transaction)).containsExactly(early, late);
    }

    @Test
    void aReadingWithoutSamplesIsKeptToo() {
        Transaction transaction = stored(start(CP1, 1, T0));
        Reading empty = new Reading(
                new MeterValue(T0.plusSeconds(60), List.of()),
                T0.plusSeconds(61),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        store.record(readings(transaction, empty));

        assertThat(readingsOf(transaction)).containsExactly(empty);
        assertThat(store.find(transaction.id()).orElseThrow().latest()).isEmpty();
    }

    @Test
    void readingsOutsideAnyTransactionAreStoredOncePerConnector() {
        Readings atOne = new Readings(CP1, Connector.of(1), Optional.empty(), List.of(reading(T0, 5)), T0);
        Readings atMainMeter = new Readings(CP1, Connector.of(0), Optional.empty(), List.of(reading(T0, 5)), T0);

        assertThat(store.record(atOne)).isEqualTo(Recorded.STORED);
        assertThat(store.record(atMainMeter)).isEqualTo(Recorded.STORED);
        assertThat(store.record(atOne)).isEqualTo(Recorded.REPEATED);
    }

    @Test
    void readingsOfAStartAndAnEndAreStoredWithThem() {
        Start start = withReadings(start(CP1, 1, T0), reading(T0, 1_000));
        Transaction transaction = stored(start);
        assertThat(transaction.latest()).contains(new Transaction.Register(T0, Energy.ofWattHours(1_000)));
        Reading last = reading(T0.plusSeconds(600), 2_000);
        store.end(new End(
                transaction,
                ending(T0.plusSeconds(600), 2_000, "Local", false),
                Set.of(),
                List.of(last),
                Optional.empty()));

        assertThat(readingsOf(transaction)).containsExactly(start.readings().getFirst(), last);
    }

    @Test
    void anEndTellsTheLatestRegisterItKnows() {
        Transaction transaction = stored(withReadings(start(CP1, 1, T0), reading(T0, 1_000)));
        Reading last = reading(T0.plusSeconds(600), 2_000);
        Ending ending = ending(T0.plusSeconds(600), 2_000, "Local", false);

        Transaction ended = store.end(new End(transaction, ending, Set.of(), List.of(last), Optional.empty()))
                .transaction();

        assertThat(ended.latest()).contains(new Transaction.Register(T0.plusSeconds(600), Energy.ofWattHours(2_000)));
        assertThat(store.find(transaction.id())).contains(ended);
    }

    @Test
    void aRegisterIsFoundByTheTimeWeHeardOfIt() {
        Transaction transaction = stored(start(CP1, 1, T0));
        store.record(readings(transaction, reading(T0.plusSeconds(60), 1_200)));
        store.record(readings(transaction, reading(T0.plusSeconds(120), 1_400)));

        assertThat(store.registerBefore(transaction.id(), T0.plusSeconds(100))).contains(Energy.ofWattHours(1_200));
        assertThat(store.registerBefore(transaction.id(), T0.plusSeconds(999))).contains(Energy.ofWattHours(1_400));
        assertThat(store.registerBefore(transaction.id(), T0)).isEmpty();
    }

    @Test
    void whatAnEndedTransactionDeliveredIsCountedAnew() {
        Transaction ended = store.end(end(stored(start(CP1, 1, T0)), T0.plusSeconds(600), false))
                .transaction();
        Delivered more = new Delivered(Energy.ofWattHours(1_500), Trust.HELD, Optional.of(Energy.ofWattHours(700)));

        store.recount(ended.id(), more, Set.of(TransactionFlag.REGISTER_JUMP), T0.plusSeconds(700));

        Transaction found = store.find(ended.id()).orElseThrow();
        assertThat(found.delivered()).contains(more);
        assertThat(found.energy()).isEmpty();
        assertThat(found.flags()).contains(TransactionFlag.REGISTER_JUMP);
        assertThat(found.ending()).isEqualTo(ended.ending());
    }

    @Test
    void whatIsCountedAnewTwiceIsOneFact() {
        Transaction ended = store.end(end(stored(start(CP1, 1, T0)), T0.plusSeconds(600), false))
                .transaction();
        Delivered more = delivered(1_500, Trust.MEASURED);

        store.recount(ended.id(), more, Set.of(TransactionFlag.REGISTER_JUMP), T0.plusSeconds(700));
        store.recount(ended.id(), more, Set.of(TransactionFlag.REGISTER_JUMP), T0.plusSeconds(800));

        assertThat(factsOf(Facts.EnergyCounted.class)).hasSize(1);
        store.recount(ended.id(), more, Set.of(TransactionFlag.REGISTER_RESET), T0.plusSeconds(900));
        assertThat(factsOf(Facts.EnergyCounted.class))
                .as("another flag is news")
                .hasSize(2);
    }

    @Test
    void whatRunsIsNotCountedByTheStore() {
        Transaction open = stored(start(CP1, 1, T0));

        store.recount(open.id(), delivered(1, Trust.MEASURED), Set.of(), T0);

        assertThat(store.find(open.id()).orElseThrow().delivered()).isEmpty();
    }

    @Test
    void whatWasLearnedOfAModelIsReplacedByMore() {
        StationModel model = new StationModel("Vendor", "", "1.8.0");
        StationModel other = new StationModel("Vendor", "", "");
        store.learn(model, new RegisterEvidence(1, 0, 0, 0));
        store.learn(other, new RegisterEvidence(9, 9, 9, 9));
        store.learn(model, new RegisterEvidence(1, 2, 3, 4));

        assertThat(store.registers())
                .containsEntry(model, new RegisterEvidence(1, 2, 3, 4))
                .containsEntry(other, new RegisterEvidence(9, 9, 9, 9))
                .hasSize(2);
    }

    @Test
    void aStationThatNeverBootedIsOfNoModel() {
        assertThat(store.model(CP1)).isEmpty();
        assertThat(store.model(new StationId("nobody"))).isEmpty();
    }

    static Delivered delivered(long wattHours, Trust trust) {
        return new Delivered(Energy.ofWattHours(wattHours), trust, Optional.empty());
    }

    @Test
    void whatNobodyKnowsIsKeptRaw() {
        store.unmatched(stray("-1", T0, 7));

        assertThat(factsOf(Facts.TransactionUnmatched.class)).singleElement().satisfies(fact -> {
            assertThat(fact.stationTransactionId()).isEqualTo("-1");
            assertThat(fact.idToken()).contains(CARD);
            assertThat(fact.register()).contains(Energy.ofWattHours(7));
        });
    }
}

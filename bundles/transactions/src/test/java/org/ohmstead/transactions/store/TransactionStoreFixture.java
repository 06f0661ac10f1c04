package org.ohmstead.transactions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.store.TransactionStore.End;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Start;
import org.ohmstead.transactions.store.TransactionStore.Started;
import org.ohmstead.transactions.store.TransactionStore.Supersede;
import org.ohmstead.transactions.store.TransactionStore.Unmatched;

/** A store with two stations, and short words for what goes into it. */
abstract class TransactionStoreFixture {

    /** Registered at the default site before the first test. */
    protected static final StationId CP1 = new StationId("CP-1");

    /** Registered at the default site before the first test. */
    protected static final StationId CP2 = new StationId("CP-2");

    static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    static final IdToken CARD = IdToken.of("04A1B2C3");

    TransactionStore store;
    private long lastId;

    /** An empty store that knows the stations {@link #CP1} and {@link #CP2}. */
    protected abstract TransactionStore newStore();

    /** What the journal of that store holds, oldest first; facts about the stations' registration may be among it. */
    protected abstract List<Fact> facts();

    @BeforeEach
    void openStore() {
        store = newStore();
    }

    <T> List<T> factsOf(Class<T> kind) {
        return facts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<TransactionId> found(Query query) {
        List<TransactionId> found = store.page(query, Page.Request.first(100)).items().stream()
                .map(Transaction::id)
                .toList();
        assertThat(store.count(query)).isEqualTo(found.size());
        return found;
    }

    List<Reading> readingsOf(Transaction transaction) {
        return store.readings(transaction.id(), Page.Request.first(100)).items();
    }

    Transaction stored(Start start) {
        Started started = store.start(start);
        assertThat(started).isInstanceOf(Started.Stored.class);
        return ((Started.Stored) started).transaction();
    }

    static int number(Transaction transaction) {
        return Integer.parseInt(transaction.stationTransactionId());
    }

    Start start(StationId station, int evse, Instant at) {
        return new Start(
                new TransactionId(++lastId),
                station,
                Connector.of(evse),
                Optional.empty(),
                Optional.of(CARD),
                AuthorizationStatus.ACCEPTED,
                at,
                at.plusSeconds(1),
                Optional.of(Energy.ofWattHours(1_000)),
                Optional.of(17),
                Optional.empty(),
                Set.of(TransactionFlag.IMPLAUSIBLE_TIME),
                Optional.empty(),
                List.of(),
                Optional.of(new BelievedTime(at.minusSeconds(5), BelievedTime.How.CORRECTED, Duration.ofSeconds(5))));
    }

    static Start withStationId(Start start, String id) {
        return copy(start, start.connector(), Optional.of(id), start.supersedes(), start.readings());
    }

    static Start withReadings(Start start, Reading... readings) {
        return copy(start, start.connector(), start.stationTransactionId(), start.supersedes(), List.of(readings));
    }

    static Start at(Start start, Connector connector) {
        return copy(start, connector, start.stationTransactionId(), start.supersedes(), start.readings());
    }

    static Start superseding(Start start, Transaction old, Ending ending) {
        Supersede supersede = new Supersede(old.id(), ending, Set.of(), Optional.empty());
        return copy(start, start.connector(), start.stationTransactionId(), Optional.of(supersede), start.readings());
    }

    private static Start copy(
            Start start,
            Connector connector,
            Optional<String> stationTransactionId,
            Optional<Supersede> supersedes,
            List<Reading> readings) {
        return new Start(
                start.id(),
                start.station(),
                connector,
                stationTransactionId,
                start.idToken(),
                start.verdict(),
                start.startedAt(),
                start.receivedAt(),
                start.meterStart(),
                start.remoteStartId(),
                start.reservationId(),
                start.flags(),
                supersedes,
                readings,
                start.believed());
    }

    static End end(Transaction transaction, Instant at, boolean estimated) {
        return new End(transaction, ending(at, 2_000, "Local", estimated), Set.of(), List.of(), Optional.empty());
    }

    static Ending ending(Instant at, long wattHours, String reason, boolean estimated) {
        return new Ending(at, at, Optional.of(Energy.ofWattHours(wattHours)), reason, Optional.of(CARD), estimated);
    }

    static Readings readings(Transaction transaction, Reading... readings) {
        return new Readings(
                transaction.station(),
                transaction.connector(),
                Optional.of(transaction.id()),
                List.of(readings),
                readings[0].receivedAt());
    }

    static Reading reading(Instant at, long wattHours) {
        return new Reading(
                new MeterValue(at, List.of(sample(Long.toString(wattHours)))),
                at.plusSeconds(1),
                Optional.of(Energy.ofWattHours(wattHours)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Unmatched stray(String wireId, Instant at, long wattHours) {
        return new Unmatched(
                new TransactionId(++lastId),
                CP1,
                Doubt.UNMATCHED_STOP,
                wireId,
                Optional.of(CARD),
                Optional.of(Energy.ofWattHours(wattHours)),
                "EVDisconnected",
                at,
                at.plusSeconds(1));
    }

    static Sample sample(String value) {
        return new Sample(
                value,
                Sample.ENERGY_IMPORT,
                Sample.TOTAL_PHASE,
                Sample.OUTLET,
                Sample.PERIODIC,
                Sample.WATT_HOURS,
                false);
    }

    static Query by(String token) {
        return new Query(Scope.ALL, none(), Optional.of(IdToken.of(token)), none(), none(), none());
    }

    static Query open(boolean open) {
        return new Query(Scope.ALL, none(), none(), Optional.of(open), none(), none());
    }

    static Query startedBetween(Instant from, Instant to) {
        return new Query(Scope.ALL, none(), none(), none(), Optional.of(from), Optional.of(to));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }
}

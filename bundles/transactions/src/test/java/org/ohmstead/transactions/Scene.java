package org.ohmstead.transactions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationClock;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent.Details;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionEvent.Started;
import org.ohmstead.api.model.TransactionEvent.Updated;
import org.ohmstead.transactions.store.InMemoryRemoteStartStore;
import org.ohmstead.transactions.store.InMemoryTransactionStore;
import org.ohmstead.transactions.store.TransactionStore;

/** Stations that tell the service what happens, in few words. Messages arrive one second after what they tell. */
final class Scene {

    static final StationId CP1 = new StationId("CP-1");
    static final StationId CP2 = new StationId("CP-2");
    static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    static final IdToken CARD = IdToken.of("04A1B2C3");

    final List<Fact> facts = new ArrayList<>();
    final InMemoryTransactionStore memory =
            new InMemoryTransactionStore(station -> SiteId.DEFAULT, entry -> facts.add(entry.fact()));
    final InMemoryRemoteStartStore remoteStarts =
            new InMemoryRemoteStartStore(station -> SiteId.DEFAULT, entry -> facts.add(entry.fact()));
    final Verdicts verdicts = new Verdicts();
    TransactionStore store = memory;
    Instant now = T0;
    TransactionsService service;
    final Clocks clocks = new Clocks();

    Scene() {
        restart();
    }

    /** Puts something between the service and its store, and begins anew. */
    Scene over(UnaryOperator<TransactionStore> trouble) {
        store = trouble.apply(memory);
        restart();
        return this;
    }

    void restart() {
        service = new TransactionsService(
                store,
                memory.reviews(),
                remoteStarts,
                verdicts,
                clocks,
                new ShippedSettings(),
                ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
    }

    /** Believes every clock to be ahead by the same. */
    static final class Clocks implements StationClocks {

        Duration ahead = Duration.ZERO;
        final List<Instant> seen = new ArrayList<>();

        @Override
        public void seen(StationId station, Instant stationTime, Instant receivedAt, boolean mayBeQueued) {
            seen.add(stationTime);
        }

        @Override
        public BelievedTime believe(StationId station, Instant stationTime, Instant receivedAt, boolean mayBeQueued) {
            return new BelievedTime(stationTime.minus(ahead), ahead.isZero() ? How.STATION : How.CORRECTED, ahead);
        }

        @Override
        public Optional<StationClock> clock(StationId station) {
            return Optional.empty();
        }
    }

    static Instant second(long seconds) {
        return T0.plusSeconds(seconds);
    }

    static Started start(StationId station, int evse, Instant at, long wattHours) {
        return new Started(
                station,
                Connector.of(evse),
                Optional.empty(),
                Optional.of(CARD),
                Optional.of(Energy.ofWattHours(wattHours)),
                at,
                at.plusSeconds(1),
                List.of(),
                Details.NONE);
    }

    static Started receivedAt(Started start, Instant receivedAt) {
        return new Started(
                start.station(),
                start.connector(),
                start.stationTransactionId(),
                start.idToken(),
                start.meterStart(),
                start.at(),
                receivedAt,
                start.meterValues(),
                start.details());
    }

    static Started by(Started start, Optional<IdToken> token) {
        return new Started(
                start.station(),
                start.connector(),
                start.stationTransactionId(),
                token,
                start.meterStart(),
                start.at(),
                start.receivedAt(),
                start.meterValues(),
                start.details());
    }

    static Started withId(Started start, String stationTransactionId) {
        return new Started(
                start.station(),
                start.connector(),
                Optional.of(stationTransactionId),
                start.idToken(),
                start.meterStart(),
                start.at(),
                start.receivedAt(),
                start.meterValues(),
                start.details());
    }

    static Ended end(StationId station, String id, Instant at, long wattHours) {
        return end(station, id, at, wattHours, Optional.of(CARD), List.of());
    }

    static Ended end(
            StationId station, String id, Instant at, long wattHours, Optional<IdToken> by, List<MeterValue> values) {
        return new Ended(
                station,
                id,
                by,
                Optional.of(Energy.ofWattHours(wattHours)),
                "Local",
                at,
                at.plusSeconds(1),
                values,
                Details.NONE);
    }

    static Updated update(StationId station, int evse, String id, Instant at, String wattHours) {
        return new Updated(
                station,
                Connector.of(evse),
                id,
                at,
                at.plusSeconds(1),
                List.of(meterValue(at, wattHours)),
                Details.NONE);
    }

    static MeterValue meterValue(Instant at, String wattHours) {
        return new MeterValue(at, List.of(sample(Sample.ENERGY_IMPORT, wattHours, "Wh", "")));
    }

    static Sample sample(String measurand, String value, String unit, String phase) {
        return new Sample(value, measurand, phase, Sample.OUTLET, Sample.PERIODIC, unit, false);
    }

    Start starts(int evse, Instant at, long wattHours) {
        return service.started(start(CP1, evse, at, wattHours));
    }

    Transaction ends(Start start, Instant at, long wattHours) {
        service.ended(end(CP1, idOf(start), at, wattHours));
        return find(start);
    }

    void meters(Start start, Instant at, String wattHours) {
        service.updated(update(CP1, start.transaction().connector().evse().value(), idOf(start), at, wattHours));
    }

    Transaction find(Start start) {
        return service.find(start.transaction().id()).orElseThrow();
    }

    List<Reading> readings(Start start) {
        return service.readings(start.transaction().id(), Page.Request.first(100))
                .items();
    }

    long count() {
        return service.count(Query.all(Scope.ALL));
    }

    <T> List<T> facts(Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static String idOf(Start start) {
        return start.transaction().stationTransactionId();
    }

    /** Accepts everybody unless told otherwise; nobody shares a group unless told so. */
    static final class Verdicts implements Authorizer {

        final Map<IdToken, Authorization> byToken = new HashMap<>();
        final Map<IdToken, String> groups = new HashMap<>();
        int asked;

        @Override
        public Authorization authorize(StationId at, IdToken token) {
            asked++;
            return byToken.getOrDefault(token, Authorization.ACCEPTED);
        }

        @Override
        public boolean sameGroup(IdToken one, IdToken other) {
            return one.equals(other)
                    || groups.containsKey(one) && groups.get(one).equals(groups.get(other));
        }
    }
}

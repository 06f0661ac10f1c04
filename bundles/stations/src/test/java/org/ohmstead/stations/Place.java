package org.ohmstead.stations;

import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.StationAdmission.Admission;
import org.ohmstead.api.csms.StationAdmission.Knock;
import org.ohmstead.api.csms.StationAdmission.Link;
import org.ohmstead.api.csms.StationRegister.NewStation;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.TransactionEvent;
import org.ohmstead.stations.store.InMemoryStationStore;
import org.ohmstead.stations.store.StationStore;

/** A server with a door at which stations knock, in few words. */
final class Place {

    static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    static final StationId CP1 = new StationId("CP-1");
    static final StationId CP2 = new StationId("CP-2");
    static final String PASSWORD = "correct-horse-battery";
    static final InetAddress HERE = address("192.0.2.10");
    static final InetAddress ELSEWHERE = address("198.51.100.7");
    static final Hardware HARDWARE = new Hardware(
            "ACME",
            "One",
            Optional.empty(),
            Optional.of("1.0"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    final List<Fact> facts = new ArrayList<>();
    final List<JournalEntry> entries = new ArrayList<>();
    final InMemoryStationStore memory = new InMemoryStationStore(entry -> {
        entries.add(entry);
        facts.add(entry.fact());
    });
    final List<StationId> booted = new ArrayList<>();
    final List<String> toTransactions = new ArrayList<>();
    /** Whether transactions cannot store what they are told of a station as a whole. */
    boolean transactionsAreStuck;

    final FreeStations policies = new FreeStations();
    /** What is awaited because a station accepted it. */
    final BlockingQueue<Object> awaited = new LinkedBlockingQueue<>();

    Instant now = T0;
    final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    final ClocksService clocks = new ClocksService(memory);
    final Set<StationId> charging = new HashSet<>();
    final Topologies topologies = new Topologies();
    StationStore store = memory;
    StationsService service;

    Place() {
        restart();
    }

    void restart() {
        service = new StationsService(
                store,
                new Boots(),
                policies,
                charging::contains,
                clocks,
                topologies,
                new TestSettings(300, 60, false),
                clock);
    }

    Place with(StationId id) {
        service.register(List.of(new NewStation(id, SiteId.DEFAULT, "", Optional.of(PASSWORD))));
        return this;
    }

    boolean admits(String identity, String password) {
        return admits(identity, password, HERE);
    }

    boolean admits(String identity, String password, InetAddress from) {
        return admitted(new Knock(identity, Optional.of(identity), Optional.of(password), from));
    }

    boolean admitsNameless(String identity) {
        return admitted(new Knock(identity, Optional.empty(), Optional.empty(), HERE));
    }

    boolean admitted(Knock knock) {
        return switch (service.admit(knock)) {
            case Admission.Admitted admitted -> {
                if (!admitted.station().value().equals(knock.identity())) {
                    throw new AssertionError("somebody else was admitted");
                }
                yield true;
            }
            case Admission.Refused refused -> false;
        };
    }

    StationState state(StationId id) {
        return service.find(id).orElseThrow();
    }

    <T> List<T> facts(Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static StatusReport status(int evse, ConnectorStatus status, Instant at, Instant receivedAt) {
        return new StatusReport(
                Connector.of(evse),
                status,
                status.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                at,
                receivedAt);
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Settings as an operator may write them. */
    record TestSettings(int heartbeatSeconds, int retrySeconds, boolean acceptUnknown) implements StationsSettings {

        @Override
        public Class<? extends Annotation> annotationType() {
            return StationsSettings.class;
        }
    }

    /** A station over a connection that goes nowhere; it can what it implements. */
    interface Capable extends Link, StationControl {

        @Override
        default String protocol() {
            return "test";
        }

        @Override
        default StationControl control() {
            return this;
        }

        @Override
        default void close(String why) {}

        @Override
        default <T> Optional<T> as(Class<T> capability) {
            return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
        }
    }

    /** A connection that goes nowhere. */
    static final class TestLink implements Link {

        final List<String> closings = new ArrayList<>();
        /** All the station can. */
        final AuthorizationCacheControl cache = Outcome::notSupported;

        final StationControl control = new StationControl() {
            @Override
            public <T> Optional<T> as(Class<T> capability) {
                return capability.isInstance(cache) ? Optional.of(capability.cast(cache)) : Optional.empty();
            }
        };

        @Override
        public String protocol() {
            return "test";
        }

        @Override
        public StationControl control() {
            return control;
        }

        @Override
        public void close(String why) {
            closings.add(why);
        }
    }

    /** A transaction that is to begin. */
    record Start(
            Optional<EvseId> evse, IdToken idToken, int remoteStartId, Instant askedAt, Optional<Duration> patience) {}

    /** How long a station waits. */
    record Patience(int remoteStartId, Duration patience) {}

    /** A transaction that is to end. */
    record Stop(String stationTransactionId, Instant askedAt) {}

    /** Remembers which stations booted and what is said of presence and status. */
    private final class Boots implements Transactions {

        @Override
        public void stationBooted(StationId station, Instant receivedAt) {
            booted.add(station);
        }

        @Override
        public void connectorReported(StationId station, StatusReport report) {
            toTransactions.add(station + " is " + report.reported());
        }

        @Override
        public void stationConnected(StationId station, Instant at) {
            toTransactions.add(station + " came");
        }

        @Override
        public void stationDisconnected(StationId station, Instant at) {
            toTransactions.add(station + " went");
        }

        @Override
        public void startAccepted(
                StationId station,
                Optional<EvseId> evse,
                IdToken idToken,
                int remoteStartId,
                Instant askedAt,
                Optional<Duration> patience) {
            awaited.add(new Place.Start(evse, idToken, remoteStartId, askedAt, patience));
        }

        @Override
        public void startPatience(StationId station, int remoteStartId, Duration patience) {
            awaited.add(new Patience(remoteStartId, patience));
        }

        @Override
        public void connectorsRegrouped(StationId station, Topology before, Topology after) {
            stuckOrNot();
            toTransactions.add("%s: \"%s\" is \"%s\"".formatted(station, before, after));
        }

        @Override
        public void stationRemoved(StationId station) {
            stuckOrNot();
            toTransactions.add(station + " is removed");
        }

        private void stuckOrNot() {
            if (transactionsAreStuck) {
                throw new StoreUnavailable("made to fail", false, null);
            }
        }

        @Override
        public void tokenShown(StationId station, IdToken idToken, Instant receivedAt) {
            throw new AssertionError();
        }

        @Override
        public void stopAccepted(StationId station, String stationTransactionId, Instant askedAt) {
            awaited.add(new Stop(stationTransactionId, askedAt));
        }

        @Override
        public Start started(TransactionEvent.Started event) {
            throw new AssertionError();
        }

        @Override
        public void updated(TransactionEvent.Updated event) {
            throw new AssertionError();
        }

        @Override
        public Optional<Authorization> ended(TransactionEvent.Ended event) {
            throw new AssertionError();
        }

        @Override
        public void metered(StationId station, Connector connector, List<MeterValue> values, Instant receivedAt) {
            throw new AssertionError();
        }
    }

    static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }
}

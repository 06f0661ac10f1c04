package org.ohmstead.availability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.AvailabilityLedger.Interval;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.csms.AvailabilityLedger.Summary;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.availability.store.InMemoryAvailabilityStore;

/** Days in the life of stations, told fact by fact in minutes since the beginning, and the ledger they make. */
final class Days {

    static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    static final StationId CP1 = new StationId("CP-1");
    static final EvseId ONE = new EvseId(1);
    static final EvseId TWO = new EvseId(2);

    final List<JournalEntry> journal = new ArrayList<>();
    AvailabilityStore store = new InMemoryAvailabilityStore();
    Book book = new Book(store);
    private StationId station = CP1;
    private Optional<Double> stationMinute = Optional.empty();

    static Instant at(double minute) {
        return T0.plus(Duration.ofMillis(Math.round(minute * 60_000)));
    }

    Days of(String id) {
        station = new StationId(id);
        return this;
    }

    Days fact(double minute, Fact fact) {
        boolean ofStation = !(fact instanceof Facts.ServerStarted || fact instanceof Facts.ServerStopped);
        JournalEntry entry = new JournalEntry(
                new JournalPosition(1, journal.size() + 1L),
                stationMinute.map(Days::at),
                at(minute),
                SiteId.DEFAULT,
                ofStation ? Optional.of(station) : Optional.empty(),
                fact);
        stationMinute = Optional.empty();
        journal.add(entry);
        if (book.kinds().contains(entry.kind())) {
            book.follow(List.of(entry), entry.position());
        }
        return this;
    }

    /** The next fact's time by the station's clock. */
    Days happenedAt(double minute) {
        stationMinute = Optional.of(minute);
        return this;
    }

    Days connects(double minute) {
        return fact(minute, new Facts.StationConnected("ocpp1.6"));
    }

    Days goes(double minute) {
        return fact(minute, new Facts.StationDisconnected("It went."));
    }

    Days says(double minute, int evse, ConnectorStatus status) {
        return says(minute, Connector.of(evse), status, Optional.empty());
    }

    Days says(double minute, Connector connector, ConnectorStatus status, Optional<String> error) {
        if (stationMinute.isEmpty()) {
            happenedAt(minute - 0.01); // a right clock, a short way
        }
        return fact(
                minute,
                new Facts.ConnectorStatusChanged(
                        connector, status, status.name(), Optional.empty(), error, Optional.empty(), Optional.empty()));
    }

    Days starts(double minute, int evse, long transaction) {
        return fact(
                minute,
                new Facts.TransactionStarted(
                        new TransactionId(transaction),
                        Connector.of(evse),
                        Long.toString(transaction),
                        Optional.empty(),
                        AuthorizationStatus.ACCEPTED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty()));
    }

    Days ends(double minute, int evse, long transaction) {
        return ends(minute, evse, transaction, false);
    }

    Days ends(double minute, int evse, long transaction, boolean estimated) {
        return fact(
                minute,
                new Facts.TransactionEnded(
                        new TransactionId(transaction),
                        Connector.of(evse),
                        Long.toString(transaction),
                        Optional.empty(),
                        at(minute),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "Local",
                        Optional.empty(),
                        estimated,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    Days asked(double minute, int evse, boolean operative) {
        return fact(minute, new Facts.AvailabilityRequested(Connector.of(evse), operative));
    }

    Days answers(double minute, int evse, boolean operative, Outcome.Kind outcome) {
        return fact(minute, new Facts.AvailabilityAnswered(Connector.of(evse), operative, outcome));
    }

    Days serverStarts(double minute, double lastAlive) {
        return fact(minute, new Facts.ServerStarted("1", Optional.of(at(lastAlive))));
    }

    /** The server restarts: its memory is gone. */
    Days restarted() {
        book = new Book(store);
        return this;
    }

    List<Interval> intervals(EvseId evse, double until) {
        return reading(until).intervals(station, evse, T0, at(until), 1_000).items();
    }

    /** The intervals of EVSE 1 in short: {@code 0 AVAILABLE}, minute by minute. */
    List<String> story(double until) {
        return story(ONE, until);
    }

    List<String> story(EvseId evse, double until) {
        return intervals(evse, until).stream()
                .map(interval -> minute(interval.from()) + " " + interval.state())
                .toList();
    }

    static String minute(Instant at) {
        double minutes = Duration.between(T0, at).toMillis() / 60_000.0;
        return minutes == Math.rint(minutes) ? Long.toString(Math.round(minutes)) : Double.toString(minutes);
    }

    Summary summary(double until) {
        return reading(until).summary(station, ONE, T0, at(until)).orElseThrow();
    }

    double minutes(State state, double until) {
        return summary(until).in(state).toMillis() / 60_000.0;
    }

    Reading reading(double now) {
        return new Reading(store, Clock.fixed(at(now), ZoneOffset.UTC));
    }
}

package org.ohmstead.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.availability.store.AvailabilityStore.Change;
import org.ohmstead.availability.store.AvailabilityStore.Rewrite;
import org.ohmstead.availability.store.AvailabilityStore.Start;
import org.ohmstead.availability.store.Situation;
import org.ohmstead.availability.store.Situation.Running;
import org.ohmstead.availability.store.Situation.Standing;
import org.ohmstead.availability.store.Situation.Status;

/**
 * One station's part of the ledger: what is known of it, the state each EVSE is in, and what is to be written. Depends on nothing
 * but the facts, so that the same facts give the same intervals. Used by one thread, but for {@link #evses}.
 */
final class StationLedger {

    /** How long stations have to come back after the server did; then their absence is their own. */
    static final Duration RECONNECTING = Duration.ofMinutes(20);
    /** Doors close before the server does: who went so shortly before the end went with it. */
    static final Duration STOPPING = Duration.ofMinutes(1);

    static final int MOST_EVSES = 256;
    private static final Verdict NOT_CONNECTED = Verdict.of(State.UNKNOWN, "Not connected");
    private static final Verdict SILENT = Verdict.of(State.UNKNOWN, "Nothing is heard on its open connection");
    private static final Verdict AWAY = Verdict.of(State.BACKEND, "The server was away");

    private final StationId station;
    private long seq;
    private boolean connected;
    private Instant since = Instant.EPOCH;
    private Instant goneAt = Instant.EPOCH;
    private volatile boolean silent;
    private Optional<Instant> expectedUntil = Optional.empty();
    private boolean clockRight;
    private final Map<Connector, Status> statuses = new TreeMap<>();
    private final Orders orders;
    private final List<Running> running = new ArrayList<>();
    private final Map<EvseId, Standing> standings = new TreeMap<>();
    private final Map<EvseId, Rewrite> rewrites = new TreeMap<>();
    private volatile List<EvseId> evses = List.of();

    StationLedger(StationId station) {
        this(station, new Orders(List.of()));
    }

    private StationLedger(StationId station, Orders orders) {
        this.station = station;
        this.orders = orders;
    }

    StationLedger(StationId station, Situation situation) {
        this(station, new Orders(situation.orders()));
        seq = situation.seq();
        connected = situation.connected();
        since = situation.since();
        goneAt = situation.goneAt();
        silent = situation.silent();
        expectedUntil = situation.expectedUntil();
        clockRight = situation.clockRight();
        situation.statuses().forEach(status -> statuses.put(status.connector(), status));
        running.addAll(situation.running());
        situation.standings().forEach(standing -> standings.put(standing.evse(), standing));
        evses = List.copyOf(standings.keySet());
    }

    /** An empty ledger in place of this one, which is to be deleted. */
    StationLedger anew() {
        StationLedger fresh = new StationLedger(station);
        evses.forEach(evse -> fresh.write(new Rewrite(evse, Instant.EPOCH, List.of())));
        return fresh;
    }

    /** From any thread. */
    List<EvseId> evses() {
        return evses;
    }

    /** From any thread; a moment old. */
    boolean isSilent() {
        return silent;
    }

    /** Whether a fact was not taken in before. */
    boolean isNews(long fact) {
        return fact > seq;
    }

    /** A fact is taken in; what EVSEs are now follows from it. */
    void taken(long fact, Instant at) {
        seq = fact;
        settle(at);
    }

    /** What was changed since it was last asked. */
    Change change() {
        Situation situation = new Situation(
                seq,
                connected,
                since,
                goneAt,
                silent,
                expectedUntil,
                clockRight,
                List.copyOf(statuses.values()),
                orders.all(),
                running,
                List.copyOf(standings.values()));
        Change change = new Change(station, situation, List.copyOf(rewrites.values()));
        rewrites.clear();
        return change;
    }

    // ---- connections

    void connected(Instant at) {
        connected = true;
        silent = false;
        expectedUntil = Optional.empty();
        since = at;
    }

    void disconnected(Instant at) {
        connected = false;
        silent = false;
        since = at;
        goneAt = at;
    }

    void fellSilent(Instant lastHeard) {
        if (connected && !silent) {
            silent = true;
            settle(lastHeard.isAfter(since) ? lastHeard : since);
        }
    }

    void heardAgain(Instant at) {
        if (silent) {
            silent = false;
            settle(at);
        }
    }

    /** The server is back: the time since its last sign of life is its own, and so is what its stations need to come back. */
    void serverStarted(Instant lastAlive, Instant started) {
        boolean wentWithIt = !connected && !since.isBefore(lastAlive.minus(STOPPING));
        boolean wasExpected = expectedUntil.filter(lastAlive::isBefore).isPresent();
        boolean expected = connected && !silent || wentWithIt || wasExpected;
        Instant away = wentWithIt && since.isBefore(lastAlive) ? since : lastAlive;
        Instant until = expected ? started.plus(RECONNECTING) : started;
        if (connected) {
            since = lastAlive;
            goneAt = lastAlive;
        }
        connected = false;
        silent = false;
        expectedUntil = Optional.of(until);
        for (EvseId evse : evses) {
            put(evse, away, AWAY);
            // Begins in the future; whoever comes back earlier writes over it.
            Instant end = later(until, standings.get(evse).since());
            write(new Rewrite(
                    evse,
                    end,
                    List.of(new Start(end, NOT_CONNECTED.state(), NOT_CONNECTED.cause(), Optional.empty()))));
        }
    }

    /** Time has come to this moment: what was to begin by itself has begun. */
    void advance(Instant to) {
        if (expectedUntil.filter(until -> !to.isBefore(until)).isPresent()) {
            Instant until = expectedUntil.get();
            expectedUntil = Optional.empty();
            standings.replaceAll(
                    (evse, standing) -> new Standing(evse, NOT_CONNECTED.state(), NOT_CONNECTED.cause(), until));
        }
    }

    // ---- what the station says

    void status(Status status, Instant at) {
        Optional<Status> before = Optional.ofNullable(statuses.get(status.connector()));
        boolean same = before.filter(known -> known.status() == status.status())
                .filter(known -> known.trouble().equals(status.trouble()))
                .isPresent();
        // With an order it matters when the word was last heard, but a fault is as old as it is; otherwise only when it
        // was first.
        boolean ordered = status.status() != ConnectorStatus.FAULTED && orders.cover(status.connector());
        if (!same || ordered) {
            statuses.put(status.connector(), status);
            if (status.connector().id() > 0 && Verdict.works(status)) {
                orders.worked(status.connector(), statuses.keySet(), status.since());
            }
            orders.forgetSettled(statuses.values());
        }
        meet(status.connector().evse(), at);
    }

    /** The latest word about a connector. */
    Optional<Status> status(Connector connector) {
        return Optional.ofNullable(statuses.get(connector));
    }

    /**
     * The connectors belong to other EVSEs from now on: what was said of each is said of it under its new name. What an EVSE was
     * is forgotten where it lost a connector: that was of another.
     */
    void regrouped(Topology before, Topology after, Instant at) {
        List<Status> known = List.copyOf(statuses.values());
        statuses.clear();
        for (Status status : known) {
            Connector connector = before.in(after, status.connector());
            statuses.put(connector, new Status(connector, status.status(), status.trouble(), status.since()));
        }
        orders.regrouped(before, after);
        for (EvseId evse : evses) {
            if (!after.numbers(evse).containsAll(before.numbers(evse))) {
                standings.remove(evse);
                write(new Rewrite(evse, Instant.EPOCH, List.of()));
            }
        }
        evses = List.copyOf(standings.keySet());
        statuses.keySet().forEach(connector -> meet(connector.evse(), at));
    }

    /** A transaction runs. Where no car can charge it is flagged elsewhere, and nothing here. */
    void began(TransactionId transaction, Connector connector, Instant when, Instant at) {
        EvseId evse = connector.evse();
        if (evse.value() < 1 || evse.value() > MOST_EVSES) {
            return;
        }
        running.removeIf(it -> it.transaction().equals(transaction));
        running.add(new Running(transaction, evse, when, Optional.of(connector)));
        meet(evse, at);
    }

    /** The transaction, if it ran. */
    Optional<Running> ended(TransactionId transaction) {
        Optional<Running> ended = running.stream()
                .filter(it -> it.transaction().equals(transaction))
                .findFirst();
        ended.ifPresent(running::remove);
        return ended;
    }

    /** Whether it was right is learnt from reports that cannot have waited. */
    void clockSeen(boolean right) {
        clockRight = right;
    }

    boolean clockRight() {
        return clockRight;
    }

    /** When the present connection was opened; empty while there is none. */
    Optional<Instant> connectedSince() {
        return connected ? Optional.of(since) : Optional.empty();
    }

    /** Whether a moment lies between the connection before and the present one. */
    boolean wasGone(Instant moment) {
        return connected && moment.isBefore(since) && !moment.isBefore(goneAt);
    }

    // ---- what was asked of it

    void asked(Connector connector, boolean operative, Instant at) {
        orders.asked(connector, operative, at);
    }

    void tookOrder(Connector connector, Instant at) {
        orders.taken(connector, at);
    }

    void unansweredOrder(Connector connector, Instant at) {
        orders.unanswered(connector, at);
    }

    void refusedOrder(Connector connector) {
        orders.refused(connector);
    }

    void orderedBack(Connector connector, Instant at) {
        orders.takenBack(connector, statuses.keySet(), at);
    }

    // ---- intervals

    /** What an EVSE is as far as the station's own words go, whether or not it can be heard. */
    Verdict verdict(EvseId evse) {
        return Verdict.on(evse, statuses.values(), orders.all(), running);
    }

    /**
     * Fills in the past of an EVSE.
     *
     * @param known what is stored of it, to the end
     */
    void fill(EvseId evse, List<Start> known, UnaryOperator<Tail> filling) {
        List<Start> filled = filling.apply(new Tail(known)).starts();
        if (!filled.equals(known)) {
            write(new Rewrite(evse, filled.getFirst().from(), filled));
            Start last = filled.getLast();
            standings.put(evse, new Standing(evse, last.state(), last.cause(), last.from()));
        }
    }

    /** The ledger of an EVSE begins when it is first heard of. */
    private void meet(EvseId evse, Instant at) {
        if (evse.value() > 0 && !standings.containsKey(evse) && standings.size() < MOST_EVSES) {
            put(evse, at, current(evse));
            evses = List.copyOf(standings.keySet());
        }
    }

    private void settle(Instant at) {
        for (EvseId evse : evses) {
            Standing standing = standings.get(evse);
            Verdict now = current(evse);
            if (standing.state() != now.state() || !standing.cause().equals(now.cause())) {
                put(evse, at, now);
            }
        }
    }

    private Verdict current(EvseId evse) {
        if (connected) {
            return silent ? SILENT : verdict(evse);
        }
        return expectedUntil.isPresent() ? AWAY : NOT_CONNECTED;
    }

    /** A clock that was set back erases nothing: nothing begins before what stands did. */
    private void put(EvseId evse, Instant at, Verdict verdict) {
        Standing standing = standings.get(evse);
        Instant from = standing == null ? at : later(at, standing.since());
        standings.put(evse, new Standing(evse, verdict.state(), verdict.cause(), from));
        write(new Rewrite(evse, from, List.of(new Start(from, verdict.state(), verdict.cause(), Optional.empty()))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** One rewrite is enough: what it says from its moment on takes the place of what an earlier one said from there. */
    private void write(Rewrite next) {
        rewrites.merge(next.evse(), next, (before, later) -> {
            if (!later.from().isAfter(before.from())) {
                return later;
            }
            List<Start> starts = new ArrayList<>(before.starts());
            starts.removeIf(start -> !start.from().isBefore(later.from()));
            starts.addAll(later.starts());
            return new Rewrite(next.evse(), before.from(), starts);
        });
    }
}

package org.ohmstead.simulator.ocpp16;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.World;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.Violation;
import org.ohmstead.simulator.meter.Reading;
import org.ohmstead.simulator.time.StationClock;
import org.ohmstead.simulator.wire.Answer;
import org.ohmstead.simulator.wire.Connection;
import org.ohmstead.simulator.wire.Payload;
import org.ohmstead.simulator.wire.Prank;
import org.ohmstead.simulator.wire.Reply;
import org.ohmstead.simulator.wire.Visitor;

/** Everything a station says: at once, or in its own time once the CSMS can be reached and has accepted the station. */
final class Uplink16 {

    private static final String SUBPROTOCOL = "ocpp1.6";

    /** A station that was cut off but is on its way back goes on by itself until so many messages wait. */
    private static final int MOST_ON_THE_WAY_BACK = 64;

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final String station;
    private final World world;
    private final StationClock clock;
    private final Listener listener;
    private final Connection connection;
    private final TransactionQueue transactions;
    private final Courier<StatusReport> statuses;
    private final AtomicReference<String> vanishAfter = new AtomicReference<>("");
    private final AtomicInteger callsOpen = new AtomicInteger();
    private volatile Habits habits = Habits.GOOD;
    private volatile Optional<Visitor> visitor = Optional.empty();
    private volatile boolean accepted = true;
    private volatile boolean bootedOnThisLine;
    private volatile long lastCall = System.nanoTime();

    /** The rest of the station. */
    interface Listener {

        Reply commanded(String action, Payload payload);

        /** A start was answered. */
        void started(Transaction16 transaction, Authorization authorization);
    }

    Uplink16(String station, World world, StationClock clock, Configuration16 configuration, Listener listener) {
        this.station = station;
        this.world = world;
        this.clock = clock;
        this.listener = listener;
        var random = new SplittableRandom(world.seed() ^ station.hashCode());
        this.connection = new Connection(world.door(), world.backoff(), random, new ConnectionOwner());
        this.transactions = new TransactionQueue(station, world.ledger(), clock, configuration, new Carrier());
        this.statuses = new Courier<>(station + " statuses", this::mayTalk, this::deliver);
    }

    void open(Optional<String> password) {
        visitor = Optional.of(new Visitor(station, password, List.of(SUBPROTOCOL)));
        connection.open(visitor.get());
    }

    Habits habits() {
        return habits;
    }

    void habits(Habits chosen) {
        habits = chosen;
    }

    /** @throws SimulationException when the station has never knocked */
    Visitor visitor() {
        return visitor.orElseThrow(() -> new SimulationException(station + " was never connected"));
    }

    void vanish() {
        connection.abort();
    }

    void leave() {
        connection.close();
    }

    void lose() {
        connection.lose();
    }

    void forget() {
        connection.forget();
    }

    void besides(Prank prank) {
        connection.besides(prank);
    }

    /** Comes back and delivers what waits. */
    void comeBack() {
        connection.seek();
        connection.awaitUp(world.patience());
        settle();
    }

    /** The next time a call of this action has left, the line dies before the answer can come. */
    void vanishAfter(String action) {
        vanishAfter.set(action);
    }

    boolean isUp() {
        return connection.isUp();
    }

    /** Whether the line is gone but the station is on its way back by itself. */
    boolean isComingBack() {
        return connection.isWanted() && !connection.isUp();
    }

    /** Whether the CSMS can be reached and lets the station say more than Boot (OCPP 1.6 §4.2). */
    boolean mayTalk() {
        return (accepted || !habits.waitsToBeAccepted()) && connection.isUp();
    }

    boolean bootedOnThisLine() {
        return bootedOnThisLine;
    }

    /** Until the next boot is accepted, nothing but Boot is said. */
    void booting() {
        accepted = false;
    }

    /**
     * Says Boot until it is answered, over as many lines as that takes.
     *
     * @throws SimulationException when there is no answer in time, or an error
     */
    Boot boot(Identity identity) {
        accepted = false;
        long deadline = System.nanoTime() + world.patience().toNanos();
        while (System.nanoTime() < deadline && connection.awaitUp(Duration.ofNanos(deadline - System.nanoTime()))) {
            var receipt = world.ledger().receipt(new Entry.Boot(station, clock.tick(), Optional.empty()));
            switch (call("BootNotification", Messages16.boot(identity), receipt::leaving)) {
                case Answer.Result result -> {
                    var boot = Boot.in(result.payload());
                    receipt.acknowledged(
                            new Entry.Boot(station, receipt.entry().at(), Optional.of(boot.registration())));
                    accepted = boot.accepted();
                    bootedOnThisLine = accepted;
                    wake();
                    return boot;
                }
                case Answer.Error error -> {
                    receipt.refused();
                    throw new SimulationException(station + " may not even boot: " + error.code());
                }
                case Answer.Lost lost -> {}
                case Answer.NotSent notSent -> {}
            }
        }
        throw new SimulationException("%s waited %s for an answer to Boot".formatted(station, world.patience()));
    }

    /** What a CSMS answers to Boot. */
    record Boot(String registration, int intervalSeconds) {

        static Boot in(Payload answer) {
            return new Boot(
                    answer.text("status").orElse("absent"),
                    answer.number("interval").orElse(0));
        }

        boolean accepted() {
            return registration.equals("Accepted");
        }
    }

    /** Says something now, if the CSMS can be reached, and waits for the answer. */
    Answer say(String action, String payload) {
        return mayTalk() ? call(action, payload, () -> {}) : new Answer.NotSent();
    }

    private Answer call(String action, String payload, Runnable leaving) {
        lastCall = System.nanoTime();
        callsOpen.incrementAndGet();
        try {
            return connection.call(action, habits.words(action, payload), leaving, ANSWER);
        } finally {
            callsOpen.decrementAndGet();
        }
    }

    void ping() {
        if (habits.pings()) {
            connection.ping();
        }
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastCall);
    }

    void queue(TransactionMessage message) {
        transactions.add(message);
    }

    void repeat(int last) {
        transactions.repeat(last);
    }

    /** Meter values outside the order of transaction messages, because the CSMS asked for them. */
    void triggered(int connector, Optional<Transaction16> transaction, Reading reading, List<String> measurands) {
        var id = transaction.map(running -> Integer.toString(running.idOrUnknown()));
        var receipt =
                world.ledger().receipt(new Entry.Reading(station, connector, reading.at(), reading.registerWh(), id));
        var payload = Messages16.meterValues(connector, transaction, reading, measurands, "Trigger");
        if (mayTalk() && call("MeterValues", payload, receipt::leaving) instanceof Answer.Result) {
            receipt.acknowledged(receipt.entry());
        }
    }

    /** Reports a status; one that could not be told before a newer one came is not told at all (OCPP 1.6 §4.9). */
    void report(int connector, Instant at, ConnectorStatus status, String errorCode) {
        if (!mayTalk()) {
            statuses.dropIf(waiting -> waiting.connector() == connector);
        }
        statuses.add(StatusReport.of(station, connector, at, status, errorCode, world.ledger()));
    }

    private boolean deliver(StatusReport report) {
        return switch (call("StatusNotification", Messages16.status(report), report.receipt()::leaving)) {
            case Answer.Result result -> {
                report.receipt().acknowledged(report.receipt().entry());
                yield true;
            }
            case Answer.Error error -> {
                report.receipt().refused();
                yield true;
            }
            case Answer.Lost lost -> false;
            case Answer.NotSent notSent -> false;
        };
    }

    /**
     * Waits until everything said so far is answered, or the station is offline and goes on alone.
     *
     * @throws SimulationException when that takes too long
     */
    void settle() {
        try {
            long left =
                    statuses.awaitBacklog(this::mostWaiting, world.patience().toNanos());
            if (transactions.awaitBacklog(this::mostWaiting, left) <= 0) {
                throw new SimulationException("%s waited %s for answers; %d messages wait"
                        .formatted(station, world.patience(), transactions.backlog() + statuses.backlog()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SimulationException(station + " was interrupted", interrupted);
        }
    }

    private int mostWaiting() {
        if (!connection.isWanted()) {
            return Integer.MAX_VALUE;
        }
        return mayTalk() ? 0 : MOST_ON_THE_WAY_BACK;
    }

    int backlog() {
        return transactions.backlog();
    }

    private void wake() {
        statuses.wake();
        transactions.wake();
    }

    private void violation(Violation.Kind kind, String detail) {
        if (!habits.provokes().contains(kind)) {
            world.ledger().violation(station, clock.now(), kind, detail);
        }
    }

    /** The connection's view of the station. */
    private final class ConnectionOwner implements Connection.Owner {

        @Override
        public Reply answer(String action, Payload payload) {
            if (habits.dropsOver(action, callsOpen.get() > 0)) {
                connection.lose();
                return new Reply.Silence();
            }
            if (habits.ignores(action)) {
                return new Reply.Result(Messages16.withStatus("Accepted"));
            }
            return listener.commanded(action, payload);
        }

        @Override
        public void up() {
            bootedOnThisLine = false;
            wake();
        }

        @Override
        public void down() {
            wake();
        }

        @Override
        public boolean isLastWord(String action) {
            return vanishAfter.compareAndSet(action, "") || habits.diesWith(action);
        }

        @Override
        public String messageId(String usual, long onThisLine, String action, String payload) {
            return habits.messageId(usual, onThisLine, action, payload);
        }

        @Override
        public boolean losesAnswerTo(String action) {
            return habits.losesAnswerTo(action);
        }

        @Override
        public void violation(Violation.Kind kind, String detail) {
            Uplink16.this.violation(kind, detail);
        }
    }

    /** The transaction queue's view of the connection. */
    private final class Carrier implements TransactionQueue.Carrier {

        @Override
        public boolean isOpen() {
            return mayTalk();
        }

        @Override
        public Habits habits() {
            return habits;
        }

        @Override
        public Answer call(String action, String payload, Runnable leaving) {
            return Uplink16.this.call(action, payload, leaving);
        }

        @Override
        public void started(Transaction16 transaction, Authorization authorization) {
            listener.started(transaction, authorization);
        }

        @Override
        public void violation(Violation.Kind kind, String detail) {
            Uplink16.this.violation(kind, detail);
        }
    }
}

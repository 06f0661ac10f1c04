package org.ohmstead.ocpp.rpc.lane;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.api.ocpp.WirePolicy;
import org.ohmstead.ocpp.rpc.Frame;
import org.ohmstead.ocpp.rpc.KeepAlive;
import org.ohmstead.ocpp.rpc.Lane;
import org.ohmstead.ocpp.rpc.Wire;
import org.ohmstead.ocpp.rpc.policy.WirePolicies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, its reading hand and its tenures. The reading hand parses and settles; {@link AnsweringHand} answers. One
 * lock, never shared with another station, never held while a session works.
 */
final class StationLane implements Lane {

    private static final Logger log = LoggerFactory.getLogger(StationLane.class);

    final StationId station;
    final String subprotocol;
    final WatchedWire wire;
    final LanesService lanes;
    final Rules rules;
    private final LaneControl control = new LaneControl(this, false);

    final ReentrantLock lock = new ReentrantLock();
    /** Signalled when a hand falls idle, when a tenure begins and when the lane ends. */
    private final Condition changed = lock.newCondition();

    final Inbox inbox;
    final Refusals refusals;
    private final Outbox outbox;
    volatile Spelling spelling;
    /** Null while the lane is parked. */
    Tenure tenure;

    private long parkedSince = System.nanoTime();
    private boolean closed;

    /** @param generation the number of the connection */
    StationLane(
            StationId station, String subprotocol, long generation, Wire wire, Spelling spelling, LanesService lanes) {
        this.station = station;
        this.subprotocol = subprotocol;
        this.spelling = spelling;
        this.lanes = lanes;
        this.rules = lanes.rules();
        this.wire = new WatchedWire(station, wire, lanes);
        this.inbox = new Inbox(rules);
        this.refusals = new Refusals(station);
        this.outbox =
                new Outbox(lock, rules, generation + "-", call -> this.wire.send(call, call.action()), this::moveOn);
    }

    /** As everybody, where no policy says otherwise. */
    private Outbox.Pace pace() {
        WirePolicies policies = lanes.policies();
        return new Outbox.Pace(
                policies.decide(station, WirePolicy::callGap).orElse(Duration.ZERO),
                policies.decide(station, WirePolicy::callTimeout)
                        .filter(Duration::isPositive)
                        .orElse(rules.answerTime()));
    }

    @Override
    public KeepAlive keepAlive(KeepAlive usual) {
        WirePolicies policies = lanes.policies();
        return new KeepAlive(
                policies.decide(station, WirePolicy::ping).orElse(usual.ping()),
                policies.decide(station, WirePolicy::silence).orElse(usual.silence()));
    }

    @Override
    public StationControl control() {
        return control;
    }

    // ---- the reading hand

    @Override
    public void received(String text) {
        Frame frame = Frame.parse(text, rules.depth());
        lanes.meters().in().add(1);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            switch (frame) {
                case Frame.Call call -> accept(call);
                case Frame.Send send -> {
                    wire.received(send, send.action());
                    enqueue(send);
                }
                case Frame.Result result -> settle(result, new Answer.Result(result.payload()));
                case Frame.Error error -> settle(error, new Answer.Error(error.code(), error.description()));
                case Frame.Broken broken -> refuse(broken);
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept(Frame.Call call) {
        wire.received(call, call.action());
        Inbox.Earlier earlier = inbox.earlier(call);
        if (earlier != Inbox.Earlier.NONE) {
            lanes.meters().repeated().add(1);
        }
        switch (earlier) {
            case NONE -> enqueue(call);
            case WAITING -> log.debug("{}: call {} came again before its answer", station, call.id());
            case ANSWERED -> wire.send(inbox.answerTo(call), call.action());
            case DIFFERENT ->
                complain(call.id(), OcppError.Kind.RPC_FRAMEWORK_ERROR, "Another call has or had this id.");
        }
    }

    private void enqueue(Frame frame) {
        if (!inbox.add(frame)) {
            lanes.meters().overflows().add(1);
            log.warn("{}: closed, it keeps calling without waiting for answers", station);
            hangUp(1008, "Too many calls without waiting for an answer");
            return;
        }
        wakeAnsweringHand();
    }

    private void settle(Frame frame, Answer answer) {
        Optional<OutboundCall> awaited = outbox.answered(frame.id());
        if (awaited.isEmpty()) {
            comesLate(frame);
            return;
        }
        OutboundCall call = awaited.get();
        wire.received(frame, call.frame.action());
        call.settle(answer);
        lanes.meters().callTime().record(Duration.ofNanos(System.nanoTime() - call.sentAt));
        moveOn();
    }

    /** Shown and counted, but it settles nothing: a call that was given up, or one of an earlier connection. */
    private void comesLate(Frame frame) {
        String action =
                outbox.answeredLate(frame.id()).map(call -> call.frame.action()).orElse("");
        wire.received(frame, action);
        lanes.meters().late().add(1);
        log.debug("{}: nobody waits for the answer to {} {} any more", station, frame.id(), action);
    }

    private void refuse(Frame.Broken broken) {
        lanes.meters().broken().add(1);
        log.debug("{}: {}", station, broken.why());
        if (broken.answerable()) {
            wire.received(broken, "");
            complain(broken.id(), broken.kind(), broken.why());
        } else {
            settle(broken, new Answer.Error(spelling.of(broken.kind()), broken.why()));
        }
    }

    private void wakeAnsweringHand() {
        if (tenure != null && mayAnswer(tenure) && tenure.answering == null && inbox.hasWaiting()) {
            Tenure mine = tenure;
            mine.answering = Errand.thread(station.value(), new AnsweringHand(this, mine));
            mine.answering.start();
        }
    }

    /**
     * Whether something new is still asked of it. While a call of ours is open a going dialect answers on: of two calls that crossed on
     * the wire, many a station answers none before its own is answered.
     */
    boolean mayAnswer(Tenure now) {
        return !now.leaving || outbox.hasOpen();
    }

    // ---- our own calls

    /** Called by sessions through their {@link Tenure}; blocks. */
    Answer call(Tenure caller, String action, String payload) {
        Optional<Command> command = Command.running();
        Outbox.Pace pace = pace();
        lock.lock();
        try {
            if (caller.answering == Thread.currentThread()) {
                throw new IllegalStateException("A station that waits for an answer cannot be called: " + station);
            }
            if (closed) {
                return new Answer.NotSent("The connection is closed.");
            }
            if (caller != tenure || caller.leaving) {
                command.ifPresent(Command::callWasReplaced);
                return new Answer.NotSent("The protocol version is being replaced.");
            }
            long asked = System.nanoTime();
            Answer answer = outbox.call(action, payload, pace, command);
            log.debug(
                    "{}: our {} ended as {} after {} ms",
                    station,
                    action,
                    answer.getClass().getSimpleName(),
                    (System.nanoTime() - asked) / 1_000_000);
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** Who speaks on this lane at the moment. */
    Optional<OcppSession> session() {
        return locked(
                () -> Optional.ofNullable(tenure).filter(now -> !now.leaving).map(now -> now.session));
    }

    /** Who speaks on this lane now or soon; empty when nobody does until then, or ever. */
    Optional<OcppSession> awaitSession(long until) {
        awaitUntil(until, () -> closed || tenure != null && !tenure.leaving);
        return session();
    }

    private void awaitUntil(long until, BooleanSupplier reached) {
        lock.lock();
        try {
            while (!reached.getAsBoolean() && until - System.nanoTime() > 0) {
                changed.awaitNanos(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    // ---- dialects come and go

    /** A dialect takes the lane, if nobody has it. */
    void take(OcppDialect dialect, Spelling itsSpelling) {
        lock.lock();
        try {
            if (closed || tenure != null) {
                return;
            }
            tenure = new Tenure(this, dialect);
            spelling = itsSpelling;
            wire.speaker(Optional.of(dialect));
            changed.signalAll();
            wakeAnsweringHand();
            moveOn();
        } catch (Throwable e) {
            log.error("{}: closed, {} could not open a session", station, subprotocol, e);
            hangUp(1011, "Something went wrong inside the server.");
        } finally {
            lock.unlock();
        }
    }

    /** A dialect is going: from here on it gets nothing new. True when it has this lane. */
    boolean leave(OcppDialect dialect) {
        return locked(() -> {
            boolean mine = tenure != null && tenure.dialect == dialect;
            if (mine) {
                tenure.leaving = true;
                outbox.refuseWaiting("The protocol version is being replaced.", true);
            }
            return mine;
        });
    }

    /** Waits until a going dialect has finished what it had begun. */
    void awaitQuiet(OcppDialect dialect, long until) {
        awaitUntil(
                until,
                () -> tenure == null || tenure.dialect != dialect || tenure.answering == null && !outbox.hasOpen());
    }

    /** Lets go of a dialect. What it has not answered by now the successor is asked again; natural keys make that harmless. */
    void part(OcppDialect dialect) {
        Tenure old;
        lock.lock();
        try {
            if (tenure == null || tenure.dialect != dialect) {
                return;
            }
            old = tenure;
            tenure = null;
            wire.speaker(Optional.empty());
            parkedSince = System.nanoTime();
            outbox.giveUpOpen("The protocol version was replaced before the station answered.");
            if (old.answering != null) {
                log.warn("{}: an answer took too long, the next {} will be asked again", station, subprotocol);
                inbox.putBack();
                old.answering.interrupt();
            }
        } finally {
            lock.unlock();
        }
        old.close();
    }

    /** How many calls of the station are to be answered. */
    int unanswered() {
        return locked(inbox::size);
    }

    boolean parked() {
        return locked(() -> tenure == null && !closed);
    }

    void closeIfParkedFor(Duration limit) {
        if (locked(() -> tenure == null
                && System.nanoTime() - parkedSince >= limit.toNanos()
                && hangUp(1012, "The protocol version is being replaced. Please connect again later."))) {
            log.warn("{}: closed, nobody speaks {} any more", station, subprotocol);
        }
    }

    // ---- the end

    @Override
    public void closed(String why) {
        log.debug("{}: {}", station, why);
        locked(this::end);
    }

    boolean ended() {
        return locked(() -> closed);
    }

    /** False when it had ended before. */
    boolean hangUp(int code, String reason) {
        if (!closed) {
            wire.close(code, reason);
        }
        return end();
    }

    /** Settles everything. An answer in progress goes on, since it may be half stored, but nobody hears it. */
    private boolean end() {
        if (closed) {
            return false;
        }
        closed = true;
        lanes.ended(this);
        outbox.giveUpOpen("The connection was closed before the station answered.");
        outbox.refuseWaiting("The connection was closed.", false);
        inbox.clear();
        Tenure last = tenure;
        tenure = null;
        wire.speaker(Optional.empty());
        if (last != null && last.answering == null) {
            Errand.thread(station.value(), last::close).start();
        }
        changed.signalAll();
        return true;
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    /** Something was answered, taken or given up: sends what may be sent, wakes who waits for quiet. */
    void moveOn() {
        if (tenure != null && tenure.leaving) {
            changed.signalAll();
        } else if (tenure != null && !inbox.owes()) {
            outbox.sendNext();
        }
    }

    void complain(String id, OcppError.Kind kind, String why) {
        wire.send(new Frame.Error(id, spelling.of(kind), why), "");
    }
}

package org.ohmstead.ocpp.rpc.lane;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp.rpc.Frame;
import org.ohmstead.ocpp.rpc.Lane;
import org.ohmstead.ocpp.rpc.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's two hands. The reading hand parses and settles; the answering hand is a virtual thread that exists while
 * there is something to answer. One lock, never shared with another station, never held while a session works.
 */
final class StationLane implements Lane {

    private static final Logger log = LoggerFactory.getLogger(StationLane.class);
    private static final String NOT_SHOWN = "\"(not shown)\"";

    private final StationId station;
    private final String subprotocol;
    private final Wire wire;
    private final LanesService lanes;
    private final Rules rules;
    private final LaneControl control = new LaneControl(this);

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled when a hand falls idle, when a tenure begins and when the lane ends. */
    private final Condition changed = lock.newCondition();

    private final Inbox inbox = new Inbox();
    private final Answered answered = new Answered();
    private final Outbox outbox;
    private volatile Spelling spelling;
    /** Null while the lane is parked. */
    private Tenure tenure;

    private long parkedSince = System.nanoTime();
    private boolean closed;

    /** @param generation the number of the connection */
    StationLane(
            StationId station, String subprotocol, long generation, Wire wire, Spelling spelling, LanesService lanes) {
        this.station = station;
        this.subprotocol = subprotocol;
        this.wire = wire;
        this.spelling = spelling;
        this.lanes = lanes;
        this.rules = lanes.rules();
        this.outbox = new Outbox(lock, rules, generation + "-", call -> send(call, call.action()));
    }

    StationId station() {
        return station;
    }

    String subprotocol() {
        return subprotocol;
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
                    show(true, send, send.action());
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
        show(true, call, call.action());
        Optional<Frame.Call> unanswered = inbox.call(call.id());
        if (unanswered.isPresent()) {
            lanes.meters().repeated().add(1);
            if (!unanswered.get().equals(call)) {
                complain(call.id(), OcppError.Kind.RPC_FRAMEWORK_ERROR, "Another call with this id is being handled.");
            }
            return;
        }
        switch (answered.earlier(call)) {
            case Answered.Earlier.None() -> enqueue(call);
            case Answered.Earlier.Same(Frame answer) -> {
                lanes.meters().repeated().add(1);
                send(answer, call.action());
            }
            case Answered.Earlier.Other() -> {
                lanes.meters().repeated().add(1);
                complain(call.id(), OcppError.Kind.RPC_FRAMEWORK_ERROR, "Another call had this id before.");
            }
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
        show(true, frame, awaited.map(call -> call.frame.action()).orElse(""));
        if (awaited.isEmpty()) {
            lanes.meters().late().add(1);
            log.debug("{}: nobody waits for the answer to {} any more", station, frame.id());
            return;
        }
        OutboundCall call = awaited.get();
        call.settle(answer);
        lanes.meters().callTime().record(Duration.ofNanos(System.nanoTime() - call.sentAt));
        moveOn();
    }

    private void refuse(Frame.Broken broken) {
        lanes.meters().broken().add(1);
        log.debug("{}: {}", station, broken.why());
        if (broken.answerable()) {
            show(true, broken, "");
            complain(broken.id(), broken.kind(), broken.why());
        } else {
            settle(broken, new Answer.Error(spelling.of(broken.kind()), broken.why()));
        }
    }

    // ---- the answering hand

    private void wakeAnsweringHand() {
        if (tenure != null && !tenure.leaving && tenure.answering == null && inbox.hasWaiting()) {
            Tenure mine = tenure;
            mine.answering = Thread.ofVirtual().name(station.value()).unstarted(() -> answerAll(mine));
            mine.answering.start();
        }
    }

    private void answerAll(Tenure mine) {
        Optional<Inbox.Message> next = takeNext(mine);
        while (next.isPresent()) {
            deliver(mine, next.get(), Reply.of(mine.session, next.get().frame(), spelling));
            next = takeNext(mine);
        }
    }

    private Optional<Inbox.Message> takeNext(Tenure mine) {
        lock.lock();
        try {
            if (mine == tenure && !mine.leaving && inbox.hasWaiting()) {
                return Optional.of(inbox.take());
            }
            mine.answering = null;
            if (mine == tenure) {
                moveOn();
                return Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        mine.close();
        return Optional.empty();
    }

    private void deliver(Tenure mine, Inbox.Message message, Reply reply) {
        lock.lock();
        try {
            if (mine != tenure) {
                log.debug("{}: an answer came after its dialect or its connection had gone", station);
                return;
            }
            inbox.done();
            switch (reply) {
                case Reply.Given(Frame.Call call, Frame answer) -> {
                    answered.remember(call, answer);
                    send(answer, call.action());
                }
                case Reply.None() -> {}
                case Reply.Failed failed -> report(message.frame(), failed);
                case Reply.Unknown(StoreUnavailable cause) -> {
                    log.debug(
                            "{}: nobody knows whether {} is stored",
                            station,
                            message.frame().id(),
                            cause);
                    hangUp(1011, "The server could not store this. Please connect again and repeat it.");
                }
            }
            lanes.meters().answerTime().record(Duration.ofNanos(System.nanoTime() - message.arrived()));
        } finally {
            lock.unlock();
        }
    }

    /** A store that is away says so itself; anything else is a bug and worth its stack trace. */
    private void report(Frame frame, Reply.Failed failed) {
        if (failed.cause() instanceof StoreUnavailable) {
            log.debug("{}: {} could not be stored", station, frame.id(), failed.cause());
        } else {
            log.error("{}: message {} could not be handled", station, frame.id(), failed.cause());
        }
        if (frame instanceof Frame.Call call) {
            complain(call.id(), OcppError.Kind.INTERNAL_ERROR, failed.why());
        }
    }

    // ---- our own calls

    /** Called by sessions through their {@link Tenure}; blocks. */
    Answer call(Tenure caller, String action, String payload) {
        Optional<Command> command = Command.running();
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
            long sendBy = command.filter(given -> !given.sent())
                    .map(given -> given.sendBy)
                    .orElseGet(() -> System.nanoTime() + rules.queueTime().toNanos());
            Optional<OutboundCall> queued = outbox.add(action, payload, sendBy);
            if (queued.isEmpty()) {
                return new Answer.NotSent("Too many calls wait for this station.");
            }
            moveOn();
            return await(queued.get(), command);
        } finally {
            lock.unlock();
        }
    }

    private Answer await(OutboundCall call, Optional<Command> command) {
        try {
            while (call.answer == null) {
                if (call.overdue()) {
                    outbox.giveUp(
                            call,
                            call.sent ? "The station did not answer in time." : "It waited too long for its turn.");
                    moveOn();
                } else {
                    call.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outbox.giveUp(call, "The caller stopped waiting.");
            moveOn();
        }
        if (call.sent) {
            command.ifPresent(Command::callLeft);
        } else if (call.replaced) {
            command.ifPresent(Command::callWasReplaced);
        }
        return call.answer;
    }

    Command newCommand() {
        return new Command(System.nanoTime() + rules.queueTime().toNanos());
    }

    /** Who speaks on this lane at the moment. */
    Optional<OcppSession> session() {
        lock.lock();
        try {
            return tenure == null || tenure.leaving ? Optional.empty() : Optional.of(tenure.session);
        } finally {
            lock.unlock();
        }
    }

    /** Who speaks on this lane now or soon; empty when nobody does until then, or ever. */
    Optional<OcppSession> awaitSession(long until) {
        lock.lock();
        try {
            while (!closed && (tenure == null || tenure.leaving) && until - System.nanoTime() > 0) {
                changed.awaitNanos(until - System.nanoTime());
            }
            return session();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
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
            changed.signalAll();
            wakeAnsweringHand();
            moveOn();
        } catch (Throwable e) {
            log.error("{}: {} could not open a session", station, subprotocol, e);
        } finally {
            lock.unlock();
        }
    }

    /** A dialect is going: from here on it gets nothing new. True when it has this lane. */
    boolean leave(OcppDialect dialect) {
        lock.lock();
        try {
            if (tenure == null || tenure.dialect != dialect) {
                return false;
            }
            tenure.leaving = true;
            outbox.refuseWaiting("The protocol version is being replaced.", true);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a going dialect has finished what it had begun. */
    void awaitQuiet(OcppDialect dialect, long until) {
        lock.lock();
        try {
            while (tenure != null
                    && tenure.dialect == dialect
                    && (tenure.answering != null || outbox.hasOpen())
                    && until - System.nanoTime() > 0) {
                changed.awaitNanos(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
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

    boolean parked() {
        lock.lock();
        try {
            return tenure == null && !closed;
        } finally {
            lock.unlock();
        }
    }

    void closeIfParkedFor(Duration limit) {
        lock.lock();
        try {
            if (tenure == null && !closed && System.nanoTime() - parkedSince >= limit.toNanos()) {
                log.warn("{}: closed, nobody speaks {} any more", station, subprotocol);
                hangUp(1012, "The protocol version is being replaced. Please connect again later.");
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the end

    @Override
    public void closed(String why) {
        lock.lock();
        try {
            end();
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void hangUp(int code, String reason) {
        wire.close(code, reason);
        end();
    }

    /** Settles everything. An answer in progress goes on, since it may be half stored, but nobody hears it. */
    private void end() {
        if (closed) {
            return;
        }
        closed = true;
        lanes.ended(this);
        outbox.giveUpOpen("The connection was closed before the station answered.");
        outbox.refuseWaiting("The connection was closed.", false);
        inbox.clear();
        Tenure last = tenure;
        tenure = null;
        if (last != null && last.answering == null) {
            Thread.startVirtualThread(last::close);
        }
        changed.signalAll();
    }

    // ---- the wire

    /** Something was answered, taken or given up: sends what may be sent, wakes who waits for quiet. */
    private void moveOn() {
        if (tenure != null && !tenure.leaving && !inbox.owes()) {
            outbox.sendNext();
        }
        if (tenure != null && tenure.leaving) {
            changed.signalAll();
        }
    }

    private void complain(String id, OcppError.Kind kind, String why) {
        send(new Frame.Error(id, spelling.of(kind), why), "");
    }

    private void send(Frame frame, String action) {
        show(false, frame, action);
        lanes.meters().out().add(1);
        wire.send(frame.text());
    }

    private void show(boolean fromStation, Frame frame, String action) {
        if (lanes.taps().watched(station)) {
            lanes.taps().show(station, fromStation, redacted(frame, action).text());
        }
    }

    private Frame redacted(Frame frame, String action) {
        return switch (frame) {
            case Frame.Call call -> new Frame.Call(call.id(), action, redacted(action, call.payload()));
            case Frame.Send send -> new Frame.Send(send.id(), action, redacted(action, send.payload()));
            case Frame.Result result -> new Frame.Result(result.id(), redacted(action, result.payload()));
            case Frame.Error error -> error;
            case Frame.Broken broken -> broken;
        };
    }

    /** Without a dialect, or without knowing what it is about, nobody can tell what is secret in it. */
    private String redacted(String action, String payload) {
        if (tenure == null || action.isEmpty()) {
            return NOT_SHOWN;
        }
        try {
            return tenure.dialect.redacted(action, payload);
        } catch (RuntimeException e) {
            log.warn("{}: {} could not hide what is secret in a {}", station, subprotocol, action, e);
            return NOT_SHOWN;
        }
    }
}

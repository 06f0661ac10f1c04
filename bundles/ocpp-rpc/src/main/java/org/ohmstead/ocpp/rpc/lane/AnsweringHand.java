package org.ohmstead.ocpp.rpc.lane;

import java.time.Duration;
import java.util.Optional;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.ocpp.rpc.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hand of a lane that answers, for one tenure: a virtual thread that exists while there is something to answer. It takes a
 * message and delivers its answer under the lock of the lane; in between the session works without it.
 */
final class AnsweringHand implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(AnsweringHand.class);

    private final StationLane lane;
    private final Tenure mine;

    AnsweringHand(StationLane lane, Tenure mine) {
        this.lane = lane;
        this.mine = mine;
    }

    @Override
    public void run() {
        Optional<Inbox.Message> next = takeNext();
        while (next.isPresent()) {
            deliver(next.get(), Reply.of(mine.session, next.get().frame(), lane.spelling));
            next = takeNext();
        }
    }

    private Optional<Inbox.Message> takeNext() {
        lane.lock.lock();
        try {
            if (mine == lane.tenure && lane.mayAnswer(mine) && lane.inbox.hasWaiting()) {
                return Optional.of(lane.inbox.take());
            }
            mine.answering = null;
            lane.moveOn();
            if (mine == lane.tenure) {
                return Optional.empty();
            }
        } finally {
            lane.lock.unlock();
        }
        mine.close();
        return Optional.empty();
    }

    private void deliver(Inbox.Message message, Reply reply) {
        lane.lock.lock();
        try {
            if (mine != lane.tenure) {
                log.debug("{}: an answer came after its dialect or its connection had gone", lane.station);
                return;
            }
            lane.inbox.done();
            switch (reply) {
                case Reply.Given(Frame.Call call, Frame answer) -> give(call, answer);
                case Reply.Refused(Frame.Call call, Frame answer, OcppError why) -> {
                    lane.lanes.meters().refused().add(1);
                    give(call, answer);
                    lane.refusals.add(call.action(), why);
                }
                case Reply.None() -> {}
                case Reply.Failed(Throwable cause) -> report(message.frame(), cause);
                case Reply.NotStored(StoreUnavailable cause) -> {
                    log.debug(
                            "{}: {} is not known to be stored",
                            lane.station,
                            message.frame().id(),
                            cause);
                    hangUp(cause);
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - message.arrived());
            lane.lanes.meters().answerTime().record(took);
            tell(message.frame(), reply, took);
        } finally {
            lane.lock.unlock();
        }
    }

    /** What whoever looks after one station follows it by; without what was said, which names cards. */
    private void tell(Frame frame, Reply reply, Duration took) {
        if (!log.isDebugEnabled()) {
            return;
        }
        String action = switch (frame) {
            case Frame.Call call -> call.action();
            case Frame.Send send -> send.action();
            default -> "";
        };
        log.debug(
                "{}: {} {} was {} after {} ms",
                lane.station,
                Refusals.named(action),
                Refusals.id(frame.id()),
                reply.told(),
                took.toMillis());
    }

    private void give(Frame.Call call, Frame answer) {
        lane.inbox.remember(call, answer);
        lane.wire.send(answer, call.action());
    }

    private void hangUp(StoreUnavailable cause) {
        if (cause.outcomeUnknown()) {
            lane.hangUp(1011, "The server could not store this. Please connect again and repeat it.");
        } else {
            lane.hangUp(1013, "The server cannot store at the moment. Please connect again later and repeat it.");
        }
    }

    /** A bug, which is worth its stack trace. */
    private void report(Frame frame, Throwable cause) {
        log.error("{}: message {} could not be handled", lane.station, frame.id(), cause);
        if (frame instanceof Frame.Call call) {
            lane.complain(call.id(), OcppError.Kind.INTERNAL_ERROR, "Something went wrong inside the server.");
        }
    }
}

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
            if (mine == lane.tenure && !mine.leaving && lane.inbox.hasWaiting()) {
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
                case Reply.Given(Frame.Call call, Frame answer) -> {
                    lane.inbox.remember(call, answer);
                    lane.wire.send(answer, call.action());
                }
                case Reply.None() -> {}
                case Reply.Failed failed -> report(message.frame(), failed);
                case Reply.Unknown(StoreUnavailable cause) -> {
                    log.debug("{}: nobody knows whether a message is stored", lane.station, cause);
                    lane.hangUp(1011, "The server could not store this. Please connect again and repeat it.");
                }
            }
            lane.lanes.meters().answerTime().record(Duration.ofNanos(System.nanoTime() - message.arrived()));
        } finally {
            lane.lock.unlock();
        }
    }

    /** A store that is away says so itself; anything else is a bug and worth its stack trace. */
    private void report(Frame frame, Reply.Failed failed) {
        if (failed.cause() instanceof StoreUnavailable) {
            log.debug("{}: {} could not be stored", lane.station, frame.id(), failed.cause());
        } else {
            log.error("{}: message {} could not be handled", lane.station, frame.id(), failed.cause());
        }
        if (frame instanceof Frame.Call call) {
            lane.complain(call.id(), OcppError.Kind.INTERNAL_ERROR, failed.why());
        }
    }
}

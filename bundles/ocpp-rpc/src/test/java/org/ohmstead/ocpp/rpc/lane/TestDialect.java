package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppSession;

/** A dialect whose answers are scripted by the test. It can transfer data; other commands it does not know. */
class TestDialect implements OcppDialect {

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Semaphore askings = new Semaphore(0);
    private final Semaphore closings = new Semaphore(0);
    private final Answering answering;
    volatile OcppCaller caller;
    volatile OcppSession session;

    /** What the dialect answers. */
    interface Answering {
        String answer(String action, String payload) throws Exception;
    }

    TestDialect(Answering answering) {
        this.answering = answering;
    }

    /** Answers everything with the action and payload it was given. */
    TestDialect() {
        this((action, payload) -> "{\"" + action + "\":" + payload + "}");
    }

    /** Waits until another call has reached it. */
    void awaitAsked() throws InterruptedException {
        assertThat(askings.tryAcquire(10, TimeUnit.SECONDS)).as("asked in time").isTrue();
    }

    /** Waits until another session of it is closed. */
    void awaitClosed() throws InterruptedException {
        assertThat(closings.tryAcquire(10, TimeUnit.SECONDS))
                .as("closed in time")
                .isTrue();
    }

    @Override
    public String subprotocol() {
        return "test";
    }

    @Override
    public String spell(OcppError.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String redacted(String action, String payload) {
        return payload.replace("secret", "***");
    }

    @Override
    public String kept(String action, String payload) {
        return redacted(action, payload).replace("card", "c***");
    }

    @Override
    public OcppSession open(StationId station, OcppCaller way) {
        opened.incrementAndGet();
        caller = way;
        session = new Session(way);
        return session;
    }

    private final class Session implements OcppSession, StationControl {

        private final OcppCaller way;

        Session(OcppCaller way) {
            this.way = way;
        }

        @Override
        public String answer(String action, String payload) {
            asked.add(action);
            askings.release();
            try {
                return answering.answer(action, payload);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void notified(String action, String payload) {
            asked.add("notified " + action);
        }

        @Override
        public StationControl control() {
            return this;
        }

        @Override
        public void closed() {
            closed.incrementAndGet();
            closings.release();
        }

        @Override
        public <T> Optional<T> as(Class<T> capability) {
            DataTransferControl transfer = (vendorId, messageId, data) ->
                    outcome(way.call("DataTransfer", "{\"vendorId\":\"" + vendorId + "\"}"));
            return capability == DataTransferControl.class ? Optional.of(capability.cast(transfer)) : Optional.empty();
        }

        private static Outcome outcome(OcppCaller.Answer answer) {
            return switch (answer) {
                case OcppCaller.Answer.Result(String payload) ->
                    Outcome.of(Outcome.Kind.ACCEPTED, "Accepted").withData(payload);
                case OcppCaller.Answer.Error(String code, String description) -> Outcome.of(Outcome.Kind.FAILED, code);
                case OcppCaller.Answer.NotSent(String why) -> Outcome.because(Outcome.Kind.NOT_SENT, why);
                case OcppCaller.Answer.Unanswered(String why) -> Outcome.because(Outcome.Kind.UNKNOWN, why);
            };
        }
    }
}

package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp.rpc.lane.TestLanes.LONG;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.WirePolicy;
import org.ohmstead.ocpp.rpc.KeepAlive;

/** Stations that want to be spoken to differently (Wallbox drops the connection on calls that follow too closely). */
@Timeout(60)
class PaceTest {

    private static final Duration GAP = Duration.ofMillis(300);

    private final TestLanes lanes = new TestLanes(TestLanes.PATIENT);

    @AfterEach
    void stop() {
        lanes.close();
    }

    /** What CP-1 needs; nobody else is meant. */
    private record Needs(Optional<Duration> ping, Optional<Duration> callGap, Optional<Duration> callTimeout)
            implements WirePolicy {

        @Override
        public boolean applies(StationId station, Optional<Hardware> hardware) {
            return station.value().equals("CP-1");
        }
    }

    private static Needs gap(Duration gap) {
        return new Needs(Optional.empty(), Optional.of(gap), Optional.empty());
    }

    private CompletableFuture<Answer> call(TestDialect dialect, String action) {
        return lanes.async(() -> dialect.caller.call(action, "{}"));
    }

    @Test
    void betweenAnAnswerAndTheNextCallTheStationRests() throws Exception {
        lanes.with(gap(GAP));
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        for (int i = 0; i < 3; i++) {
            call(dialect, "A" + i);
        }
        String id = line.hears().split(",")[1];
        for (int i = 0; i < 2; i++) {
            long answered = System.nanoTime();
            line.says("[3," + id + ",{}]");
            assertThat(line.silent()).isTrue();
            id = line.hears().split(",")[1];
            assertThat(System.nanoTime() - answered).isGreaterThanOrEqualTo(GAP.toNanos());
        }
    }

    @Test
    void itRestsAfterACallItDidNotAnswerToo() throws Exception {
        lanes.with(new Needs(Optional.empty(), Optional.of(GAP), Optional.of(Duration.ofMillis(100))));
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> lost = call(dialect, "Lost");
        line.hearsCall("Lost");
        assertThat(lost.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Unanswered.class);
        long givenUp = System.nanoTime();
        call(dialect, "Next");
        line.hearsCall("Next");
        // The thread that waits for Lost hears of it a little after the rest has begun.
        assertThat(System.nanoTime() - givenUp)
                .isGreaterThanOrEqualTo(GAP.dividedBy(2).toNanos());
    }

    @Test
    void whatItAsksIsAnsweredWhileItRests() throws Exception {
        lanes.with(gap(LONG.dividedBy(2)));
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        call(dialect, "First");
        line.says("[3,'" + line.hearsCall("First") + "',{}]");
        call(dialect, "Second");
        assertThat(line.says("[2,'1','Heartbeat',{}]").hears()).startsWith("[3,'1',");
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aCallWhoseTurnNeverComesIsDroppedWhileItRests() throws Exception {
        try (TestLanes hasty = new TestLanes(new Rules(LONG, GAP, 3, 12, LONG, LONG, LONG)).with(gap(LONG))) {
            TestDialect dialect = hasty.speak(new TestDialect());
            Line line = hasty.line();
            CompletableFuture<Answer> first = hasty.async(() -> dialect.caller.call("First", "{}"));
            line.says("[3,'" + line.hearsCall("First") + "',{}]");
            assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Result.class);
            assertThat(dialect.caller.call("Second", "{}")).isInstanceOf(Answer.NotSent.class);
            assertThat(line.silent()).isTrue();
        }
    }

    @Test
    void theRestOfOneStationKeepsNoOtherWaiting() throws Exception {
        lanes.with(gap(LONG));
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line("CP-2", "test");
        for (int i = 0; i < 5; i++) {
            call(dialect, "A");
            line.says("[3,'" + line.hearsCall("A") + "',{}]");
        }
    }

    @Test
    void whenTheRestIsOverAnAnswerThatIsOwedGoesFirst() throws Exception {
        lanes.with(gap(GAP));
        CountDownLatch release = new CountDownLatch(1);
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        Line line = lanes.line();
        CompletableFuture<Answer> first = call(dialect, "First");
        line.says("[3,'" + line.hearsCall("First") + "',{}]");
        first.get(10, TimeUnit.SECONDS);
        long rested = System.nanoTime() + GAP.toNanos();
        call(dialect, "Second");
        line.says("[2,'1','StartTransaction',{}]");
        dialect.awaitAsked();
        CompletableFuture<Void> later = new CompletableFuture<>();
        later.completeOnTimeout(null, rested - System.nanoTime() + GAP.toNanos(), TimeUnit.NANOSECONDS);
        later.join();
        assertThat(line.silent()).isTrue();
        release.countDown();
        assertThat(line.hears()).startsWith("[3,'1',");
        line.hearsCall("Second");
    }

    @Test
    void aSlowStationGetsTheTimeItNeedsAndNoOther() throws Exception {
        try (TestLanes hasty = new TestLanes(new Rules(Duration.ofMillis(50), LONG, 3, 12, LONG, LONG, LONG))
                .with(new Needs(Optional.empty(), Optional.empty(), Optional.of(LONG)))) {
            TestDialect dialect = hasty.speak(new TestDialect());
            Line other = hasty.line("CP-2", "test");
            CompletableFuture<Answer> lost = hasty.async(() -> dialect.caller.call("Reset", "{}"));
            other.hearsCall("Reset");
            Line slow = hasty.line();
            CompletableFuture<Answer> answer = hasty.async(() -> dialect.caller.call("Reset", "{}"));
            String id = slow.hearsCall("Reset");
            assertThat(lost.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Unanswered.class);
            slow.says("[3,'" + id + "',{}]");
            assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Result.class);
        }
    }

    /** A policy is asked before the call gets into line, and never under the lock of the lane. */
    @Test
    void aPolicyThatThinksKeepsNoAnswerWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        lanes.with((station, hardware) -> {
            asked.countDown();
            try {
                return release.await(LONG.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        });
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> answer = call(dialect, "Reset");
        asked.await();
        assertThat(line.says("[2,'1','Heartbeat',{}]").hears()).startsWith("[3,'1',");
        release.countDown();
        line.says("[3,'" + line.hearsCall("Reset") + "',{}]");
        assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Result.class);
    }

    @Test
    void pingsAreAsTheStationNeedsThem() {
        lanes.with(new Needs(Optional.of(Duration.ZERO), Optional.empty(), Optional.empty()));
        lanes.speak(new TestDialect());
        KeepAlive usual = new KeepAlive(Duration.ofSeconds(240), Duration.ofSeconds(900));
        assertThat(lanes.line().lane.keepAlive(usual)).isEqualTo(new KeepAlive(Duration.ZERO, usual.silence()));
        assertThat(lanes.line("CP-2", "test").lane.keepAlive(usual)).isEqualTo(usual);
    }

    @Test
    void silenceMeansNothingBeforeThreePings() {
        assertThat(new KeepAlive(Duration.ofMinutes(10), Duration.ofMinutes(15)).silence())
                .isEqualTo(Duration.ofMinutes(30));
        assertThat(new KeepAlive(Duration.ofMinutes(10), Duration.ZERO).silence())
                .isEqualTo(Duration.ZERO);
    }

    // ---- answers that come too late

    @Test
    void anAnswerThatComesTooLateIsShownWithItsActionAndSettlesNothing() throws Exception {
        lanes.with(new Needs(Optional.empty(), Optional.empty(), Optional.of(Duration.ofMillis(50))));
        TestDialect dialect = lanes.speak(new TestDialect());
        List<String> seen = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.service.watch(
                new StationId("CP-1"), frame -> seen.add(frame.shown().text()))) {
            assertThat(tap).isNotNull();
            Line line = lanes.line();
            CompletableFuture<Answer> lost = call(dialect, "Reset");
            String lateId = line.hearsCall("Reset");
            assertThat(lost.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Unanswered.class);
            line.says("[3,'" + lateId + "',{'status':'secret'}]");
            assertThat(seen.getLast()).isEqualTo("[3,\"" + lateId + "\",{\"status\":\"***\"}]");
            line.says("[3,'" + lateId + "',{'status':'secret'}]");
            assertThat(seen.getLast()).as("twice it is nobody's").contains("(not shown)");
        }
    }

    @Test
    void anAnswerToACallOfAnEarlierConnectionSettlesNothingOnTheNext() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line old = lanes.line();
        CompletableFuture<Answer> lost = call(dialect, "Reset");
        String oldId = old.hearsCall("Reset");
        old.lane.closed("gone");
        assertThat(lost.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Unanswered.class);
        Line young = lanes.line();
        CompletableFuture<Answer> answer = call(dialect, "Reset");
        String id = young.hearsCall("Reset");
        assertThat(id).isNotEqualTo(oldId);
        young.says("[3,'" + oldId + "',{'status':'Accepted'}]").says("[4,'" + oldId + "','NotSupported','',{}]");
        assertThat(answer).isNotDone();
        young.says("[3,'" + id + "',{'status':'Rejected'}]");
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new Answer.Result("{\"status\":\"Rejected\"}"));
    }

    @Test
    void framesOfAConnectionThatIsGoneReachNobody() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line old = lanes.line();
        Line young = lanes.line();
        old.lane.closed("replaced");
        old.says("[2,'1','StopTransaction',{}]").says("[3,'1',{}]").says("nonsense");
        assertThat(young.says("[2,'1','Heartbeat',{}]").hears()).startsWith("[3,'1',");
        assertThat(old.silent()).isTrue();
        assertThat(dialect.asked).containsExactly("Heartbeat");
        old.lane.closed("once more");
        assertThat(young.says("[2,'2','Heartbeat',{}]").hears()).startsWith("[3,'2',");
    }
}

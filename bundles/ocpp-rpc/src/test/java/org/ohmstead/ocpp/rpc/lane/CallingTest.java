package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.ocpp.rpc.lane.TestLanes.LONG;
import static org.ohmstead.ocpp.rpc.lane.TestLanes.SHORT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.ocpp.OcppCaller.Answer;

/** What is asked of a station, and what becomes of it. */
@Timeout(60)
class CallingTest {

    private final TestLanes lanes = new TestLanes(TestLanes.PATIENT);

    @AfterEach
    void stop() {
        lanes.close();
    }

    private CompletableFuture<Answer> call(TestDialect dialect, String action) {
        return lanes.async(() -> dialect.caller.call(action, "{}"));
    }

    @Test
    void aCallOfOursGetsItsAnswer() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> answer = call(dialect, "Reset");
        line.says("[3,'" + line.hearsCall("Reset") + "',{'status':'Accepted'}]");
        assertThat(answer.get()).isEqualTo(new Answer.Result("{\"status\":\"Accepted\"}"));
    }

    @Test
    void anErrorOfTheStationIsAnAnswerToo() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> answer = call(dialect, "Reset");
        line.says("[4,'" + line.hearsCall("Reset") + "','NotSupported','no',{}]");
        assertThat(answer.get()).isEqualTo(new Answer.Error("NotSupported", "no"));
    }

    @Test
    void anUnreadableAnswerDoesNotLeaveTheCallerWaiting() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> answer = call(dialect, "Reset");
        line.says("[3,'" + line.hearsCall("Reset") + "',{'status'}]");
        assertThat(answer.get()).isInstanceOf(Answer.Error.class);
    }

    @Test
    void ourCallsGoOneAtATimeAndHaveIdsOfTheirOwn() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> first = call(dialect, "First");
        String firstId = line.hearsCall("First");
        CompletableFuture<Answer> second = call(dialect, "Second");
        line.says("[3,'some other',{}]");
        assertThat(line.silent()).isTrue();
        line.says("[3,'" + firstId + "',{}]");
        assertThat(first.get()).isInstanceOf(Answer.Result.class);
        String secondId = line.hearsCall("Second");
        assertThat(secondId).isNotEqualTo(firstId);
        line.says("[3,'" + firstId + "',{'late':1}]").says("[3,'" + secondId + "',{}]");
        assertThat(second.get()).isEqualTo(new Answer.Result("{}"));
    }

    @Test
    void nothingIsAskedWhileAnAnswerIsOwed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        Line line = lanes.line().says("[2,'1','StartTransaction',{}]").says("[2,'2','MeterValues',{}]");
        CompletableFuture<Answer> answer = call(dialect, "RemoteStop");
        assertThatThrownBy(() -> answer.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(line.silent()).isTrue();
        release.countDown();
        assertThat(line.hears()).isEqualTo("[3,'1',{}]");
        assertThat(line.hears()).isEqualTo("[3,'2',{}]");
        line.says("[3,'" + line.hearsCall("RemoteStop") + "',{}]");
        assertThat(answer.get()).isInstanceOf(Answer.Result.class);
    }

    @Test
    void aStationThatAsksBeforeItAnswersIsAnswered() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> answer = call(dialect, "RemoteStart");
        String id = line.hearsCall("RemoteStart");
        assertThat(line.says("[2,'1','StartTransaction',{}]").hears()).startsWith("[3,'1',");
        line.says("[3,'" + id + "',{}]");
        assertThat(answer.get()).isInstanceOf(Answer.Result.class);
    }

    @Test
    void whoAsksTheStationItIsAnsweringIsToldThatItCannot() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<TestDialect> self = new AtomicReference<>();
        TestDialect dialect = new TestDialect((action, payload) -> {
            try {
                self.get().caller.call("Reset", "{}");
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
            return "{}";
        });
        self.set(dialect);
        lanes.speak(dialect);
        assertThat(lanes.line().says("[2,'1','A',{}]").hears()).isEqualTo("[3,'1',{}]");
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStationThatDoesNotAnswerDoesNotBlockTheNextCall() throws Exception {
        lanes.use(new Rules(SHORT, LONG, 3, 12, LONG, LONG, LONG));
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Answer> lost = call(dialect, "Lost");
            String id = line.hearsCall("Lost");
            assertThat(lost.get()).isInstanceOf(Answer.Unanswered.class);
            line.says("[3,'" + id + "',{}]");
        }
        CompletableFuture<Answer> next = call(dialect, "Next");
        line.says("[3,'" + line.hearsCall("Next") + "',{}]");
        assertThat(next.get()).isInstanceOf(Answer.Result.class);
    }

    @Test
    void aCallThatWaitsTooLongForItsTurnNeverLeaves() throws Exception {
        lanes.use(new Rules(LONG, SHORT, 3, 12, LONG, LONG, LONG));
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> first = call(dialect, "First");
        String id = line.hearsCall("First");
        assertThat(call(dialect, "Second").get()).isInstanceOf(Answer.NotSent.class);
        line.says("[3,'" + id + "',{}]");
        assertThat(first.get()).isInstanceOf(Answer.Result.class);
        assertThat(line.silent()).isTrue();
    }

    @Test
    void onlySoManyCallsWait() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        calls.add(call(dialect, "Open"));
        line.hearsCall("Open");
        for (int i = 0; i < 4; i++) {
            calls.add(call(dialect, "Waiting"));
        }
        CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        line.lane.closed("gone");
        List<Object> kinds = new ArrayList<>();
        for (CompletableFuture<Answer> call : calls) {
            kinds.add(call.get().getClass());
        }
        assertThat(kinds.getFirst()).isEqualTo(Answer.Unanswered.class);
        assertThat(kinds.subList(1, 5)).containsOnly(Answer.NotSent.class);
    }

    @Test
    void aCallerThatStopsWaitingDoesNotBlockTheNext() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> impatient = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> impatient.complete(dialect.caller.call("First", "{}")));
        line.hearsCall("First");
        caller.interrupt();
        assertThat(impatient.get()).isInstanceOf(Answer.Unanswered.class);
        CompletableFuture<Answer> next = call(dialect, "Second");
        line.says("[3,'" + line.hearsCall("Second") + "',{}]");
        assertThat(next.get()).isInstanceOf(Answer.Result.class);
    }

    @Test
    void theEndOfAConnectionSettlesEverything() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Answer> open = call(dialect, "Open");
        line.hearsCall("Open");
        CompletableFuture<Answer> waiting = call(dialect, "Waiting");
        line.lane.closed("gone");
        line.lane.closed("gone twice");
        assertThat(open.get()).isInstanceOf(Answer.Unanswered.class);
        assertThat(waiting.get())
                .as("whether it was in the queue by then or not")
                .isInstanceOf(Answer.NotSent.class);
        assertThat(dialect.caller.call("Late", "{}")).isInstanceOf(Answer.NotSent.class);
        dialect.awaitClosed();
        line.says("[2,'1','A',{}]");
        assertThat(dialect.asked).isEmpty();
    }

    @Test
    void aSessionIsClosedAfterItsLastAnswer() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            answering.countDown();
            release.await();
            return "{}";
        }));
        Line line = lanes.line().says("[2,'1','A',{}]").says("[2,'2','B',{}]");
        answering.await();
        line.lane.closed("gone");
        assertThat(dialect.closed).hasValue(0);
        release.countDown();
        dialect.awaitClosed();
        assertThat(dialect.asked).containsExactly("A");
        assertThat(line.silent()).isTrue();
    }

    // ---- commands

    private static Optional<DataTransferControl> transfer(Line line) {
        return line.lane.control().as(DataTransferControl.class);
    }

    @Test
    void aCommandGoesThroughTheSessionOfTheMoment() throws Exception {
        lanes.speak(new TestDialect());
        Line line = lanes.line();
        DataTransferControl control = transfer(line).orElseThrow();
        CompletableFuture<Outcome> outcome =
                lanes.async(() -> control.transfer("acme", Optional.empty(), Optional.empty()));
        line.says("[3,'" + line.hearsCall("DataTransfer") + "',{}]");
        assertThat(outcome.get().accepted()).isTrue();
        assertThat(control).isEqualTo(control).isNotEqualTo(line).hasToString("DataTransferControl of CP-1");
    }

    @Test
    void whatADialectCannotDoIsAbsent() {
        lanes.speak(new TestDialect());
        assertThat(lanes.line().lane.control().as(SettingsControl.class)).isEmpty();
        assertThat(lanes.line().lane.control().as(String.class)).isEmpty();
    }

    @Test
    void aCommandToAClosedConnectionFindsTheStationOffline() {
        lanes.speak(new TestDialect());
        Line line = lanes.line();
        DataTransferControl control = transfer(line).orElseThrow();
        line.lane.closed("gone");
        assertThat(control.transfer("acme", Optional.empty(), Optional.empty()).kind())
                .isEqualTo(Outcome.Kind.OFFLINE);
        assertThat(line.lane
                        .control()
                        .as(SettingsControl.class)
                        .orElseThrow()
                        .read(List.of())
                        .outcome()
                        .kind())
                .isEqualTo(Outcome.Kind.OFFLINE);
    }
}

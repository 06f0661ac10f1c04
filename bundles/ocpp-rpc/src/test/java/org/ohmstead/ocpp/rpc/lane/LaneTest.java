package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppError;

@Timeout(60)
class LaneTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private LanesService lanes = lanes(LONG, LONG, LONG, LONG);

    private static LanesService lanes(Duration answer, Duration queue, Duration handOver, Duration park) {
        return new LanesService(new Rules(answer, queue, 3, 12, handOver, park), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        lanes.stop();
        threads.shutdownNow();
    }

    private <D extends TestDialect> D speak(D dialect) {
        lanes.addDialect(dialect, Map.of());
        return dialect;
    }

    private Line line() {
        return new Line(lanes, "CP-1");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.sleep(2);
        }
    }

    // ---- answering

    @Test
    void aCallIsAnsweredUnderItsId() throws Exception {
        speak(new TestDialect());
        assertThat(line().says("[2,'7','Heartbeat',{'a':1}]").hears()).isEqualTo("[3,'7',{'Heartbeat':{'a':1}}]");
    }

    @Test
    void callsAreAnsweredOneByOneInTheirOrder() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        speak(new TestDialect((action, payload) -> {
            seen.add("begin " + action);
            Thread.sleep(5);
            seen.add("end " + action);
            return "{}";
        }));
        Line line = line();
        for (int i = 0; i < 16; i++) {
            line.says("[2,'" + i + "','A" + i + "',{}]");
        }
        for (int i = 0; i < 16; i++) {
            assertThat(line.hears()).isEqualTo("[3,'" + i + "',{}]");
        }
        for (int i = 0; i < 16; i++) {
            assertThat(seen.subList(2 * i, 2 * i + 2)).containsExactly("begin A" + i, "end A" + i);
        }
    }

    @Test
    void theSeventeenthUnansweredCallClosesTheConnection() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        TestDialect dialect = speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        Line line = line();
        for (int i = 1; i <= 16; i++) {
            line.says("[2,'" + i + "','A',{}]");
        }
        await(() -> !dialect.asked.isEmpty());
        assertThat(line.open()).isTrue();
        line.says("[2,'17','A',{}]");
        assertThat(line.closeCode()).isEqualTo(1008);
        release.countDown();
        await(() -> dialect.closed.get() == 1);
        assertThat(dialect.asked).hasSize(1);
        assertThat(line.silent()).as("nothing is said on a closed connection").isTrue();
    }

    @Test
    void whatADialectComplainsOfIsSpeltByIt() throws Exception {
        speak(new TestDialect((action, payload) -> {
            throw new OcppError(OcppError.Kind.OCCURRENCE_CONSTRAINT_VIOLATION, "idTag is missing");
        }));
        assertThat(line().says("[2,'7','Authorize',{}]").hears())
                .isEqualTo("[4,'7','occurrence_constraint_violation','idTag is missing',{}]");
    }

    @Test
    void aBugIsAnInternalErrorAndSaysNothingOfItself() throws Exception {
        speak(new TestDialect((action, payload) -> {
            throw new IllegalArgumentException("password=hunter2");
        }));
        assertThat(line().says("[2,'7','Authorize',{}]").hears())
                .startsWith("[4,'7','internal_error',")
                .doesNotContain("hunter2");
    }

    @Test
    void aDialectWithoutAnAnswerIsABug() throws Exception {
        speak(new TestDialect((action, payload) -> null));
        assertThat(line().says("[2,'7','A',{}]").hears()).startsWith("[4,'7','internal_error',");
    }

    @Test
    void evenAnErrorOfTheMachineIsAnswered() throws Exception {
        speak(new TestDialect((action, payload) -> {
            throw new StackOverflowError();
        }));
        Line line = line();
        assertThat(line.says("[2,'7','A',{}]").hears()).startsWith("[4,'7','internal_error',");
        assertThat(line.says("[2,'8','A',{}]").hears()).startsWith("[4,'8','internal_error',");
    }

    @Test
    void whatCannotBeStoredIsAnErrorAndMayBeRepeatedUnderTheSameId() throws Exception {
        List<Boolean> away = new CopyOnWriteArrayList<>(List.of(true));
        speak(new TestDialect((action, payload) -> {
            if (!away.isEmpty()) {
                throw new StoreUnavailable("disk full", false, null);
            }
            return "{}";
        }));
        Line line = line();
        assertThat(line.says("[2,'7','A',{}]").hears())
                .startsWith("[4,'7','internal_error',")
                .doesNotContain("disk");
        away.clear();
        assertThat(line.says("[2,'7','A',{}]").hears()).isEqualTo("[3,'7',{}]");
    }

    @Test
    void whatMayBeStoredOrNotIsNotAnsweredAndTheConnectionEnds() throws Exception {
        TestDialect dialect = speak(new TestDialect((action, payload) -> {
            throw new StoreUnavailable("commit failed", true, null);
        }));
        Line line = line().says("[2,'7','A',{}]");
        assertThat(line.closeCode()).isEqualTo(1011);
        await(() -> dialect.closed.get() == 1);
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aMessageThatWantsNoAnswerGetsNone() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line().says("[6,'1','Notify',{}]").says("[2,'2','A',{}]");
        assertThat(line.hears()).startsWith("[3,'2',");
        assertThat(dialect.asked).containsExactly("notified Notify", "A");
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aBrokenFrameIsAnsweredAndTheConnectionStays() throws Exception {
        speak(new TestDialect());
        Line line = line();
        assertThat(line.says("hello").hears()).startsWith("[4,'-1','rpc_framework_error','");
        assertThat(line.says("[2,'7','A',[]]").hears()).startsWith("[4,'7','format_violation','");
        assertThat(line.says("[2,'8','A',{}]").hears()).startsWith("[3,'8',");
    }

    @Test
    void aBrokenAnswerIsNotAnswered() throws Exception {
        speak(new TestDialect());
        Line line = line().says("[3,'7',[]]")
                .says("[4]")
                .says("[3,'nobody asked',{}]")
                .says("[4,'-1','X','',{}]");
        assertThat(line.says("[2,'8','A',{}]").hears()).startsWith("[3,'8',");
    }

    // ---- the same id again

    @Test
    void aRepeatedCallGetsTheAnswerItHad() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        String answer = line.says("[2,'7','A',{'a':1}]").hears();
        assertThat(line.says("[2, '7','A',{'a':1}]").hears()).isEqualTo(answer);
        assertThat(dialect.asked).hasSize(1);
    }

    @Test
    void aRepeatedCallThatWasRefusedIsRefusedAgain() throws Exception {
        TestDialect dialect = speak(new TestDialect((action, payload) -> {
            throw new OcppError(OcppError.Kind.NOT_IMPLEMENTED, "no");
        }));
        Line line = line();
        assertThat(line.says("[2,'7','A',{}]").hears())
                .isEqualTo(line.says("[2,'7','A',{}]").hears());
        assertThat(dialect.asked).hasSize(1);
    }

    @Test
    void anotherCallUnderAnOldIdIsRefused() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        line.says("[2,'7','A',{'a':1}]").hears();
        assertThat(line.says("[2,'7','A',{'a':2}]").hears()).startsWith("[4,'7','rpc_framework_error',");
        assertThat(line.says("[2,'7','B',{'a':1}]").hears()).startsWith("[4,'7','rpc_framework_error',");
        assertThat(dialect.asked).hasSize(1);
    }

    @Test
    void aCallRepeatedBeforeItsAnswerIsAnsweredOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        TestDialect dialect = speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        Line line = line().says("[2,'7','A',{}]")
                .says("[2,'7','A',{}]")
                .says("[2,'8','B',{}]")
                .says("[2,'8','B',{}]");
        assertThat(line.says("[2,'8','other',{}]").hears()).startsWith("[4,'8','rpc_framework_error',");
        release.countDown();
        assertThat(line.hears()).isEqualTo("[3,'7',{}]");
        assertThat(line.hears()).isEqualTo("[3,'8',{}]");
        assertThat(line.silent()).isTrue();
        assertThat(dialect.asked).hasSize(2);
    }

    @Test
    void anIdThatWasUsedLongAgoMayComeAgain() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        for (int i = 0; i < 20; i++) {
            line.says("[2,'" + i + "','A',{}]").hears();
        }
        assertThat(line.says("[2,'0','B',{}]").hears()).startsWith("[3,'0',{'B'");
        assertThat(dialect.asked).hasSize(21);
    }

    @Test
    void theSameIdOnAnotherConnectionIsAnotherCall() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        line().says("[2,'1','A',{}]").hears();
        assertThat(line().says("[2,'1','B',{}]").hears()).startsWith("[3,'1',{'B'");
        assertThat(dialect.asked).hasSize(2);
    }

    // ---- our own calls

    private Future<Answer> call(TestDialect dialect, String action) {
        return threads.submit(() -> dialect.caller.call(action, "{}"));
    }

    @Test
    void aCallOfOursGetsItsAnswer() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        Future<Answer> answer = call(dialect, "Reset");
        line.says("[3,'" + line.hearsCall("Reset") + "',{'status':'Accepted'}]");
        assertThat(answer.get()).isEqualTo(new Answer.Result("{\"status\":\"Accepted\"}"));
    }

    @Test
    void anErrorOfTheStationIsAnAnswerToo() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        Future<Answer> answer = call(dialect, "Reset");
        line.says("[4,'" + line.hearsCall("Reset") + "','NotSupported','no',{}]");
        assertThat(answer.get()).isEqualTo(new Answer.Error("NotSupported", "no"));
    }

    @Test
    void anUnreadableAnswerDoesNotLeaveTheCallerWaiting() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        Future<Answer> answer = call(dialect, "Reset");
        line.says("[3,'" + line.hearsCall("Reset") + "',{'status'}]");
        assertThat(answer.get()).isInstanceOf(Answer.Error.class);
    }

    @Test
    void ourCallsGoOneAtATimeAndHaveIdsOfTheirOwn() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        Future<Answer> first = call(dialect, "First");
        String firstId = line.hearsCall("First");
        Future<Answer> second = call(dialect, "Second");
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
        TestDialect dialect = speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        Line line = line().says("[2,'1','StartTransaction',{}]").says("[2,'2','MeterValues',{}]");
        Future<Answer> answer = call(dialect, "RemoteStop");
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
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        Future<Answer> answer = call(dialect, "RemoteStart");
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
        speak(dialect);
        assertThat(line().says("[2,'1','A',{}]").hears()).isEqualTo("[3,'1',{}]");
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStationThatDoesNotAnswerDoesNotBlockTheNextCall() throws Exception {
        lanes = lanes(SHORT, LONG, LONG, LONG);
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        for (int i = 0; i < 20; i++) {
            Future<Answer> lost = call(dialect, "Lost");
            String id = line.hearsCall("Lost");
            assertThat(lost.get()).isInstanceOf(Answer.Unanswered.class);
            line.says("[3,'" + id + "',{}]");
        }
        Future<Answer> next = call(dialect, "Next");
        line.says("[3,'" + line.hearsCall("Next") + "',{}]");
        assertThat(next.get()).isInstanceOf(Answer.Result.class);
    }

    @Test
    void aCallThatWaitsTooLongForItsTurnNeverLeaves() throws Exception {
        lanes = lanes(LONG, SHORT, LONG, LONG);
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        Future<Answer> first = call(dialect, "First");
        String id = line.hearsCall("First");
        assertThat(call(dialect, "Second").get()).isInstanceOf(Answer.NotSent.class);
        line.says("[3,'" + id + "',{}]");
        assertThat(first.get()).isInstanceOf(Answer.Result.class);
        assertThat(line.silent()).isTrue();
    }

    @Test
    void onlySoManyCallsWait() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        List<Future<Answer>> calls = new ArrayList<>();
        calls.add(call(dialect, "Open"));
        line.hearsCall("Open");
        for (int i = 0; i < 4; i++) {
            calls.add(call(dialect, "Waiting"));
        }
        await(() -> calls.stream().anyMatch(Future::isDone));
        line.lane.closed("gone");
        List<Object> kinds = new ArrayList<>();
        for (Future<Answer> call : calls) {
            kinds.add(call.get().getClass());
        }
        assertThat(kinds.getFirst()).isEqualTo(Answer.Unanswered.class);
        assertThat(kinds.subList(1, 5)).containsOnly(Answer.NotSent.class);
    }

    @Test
    void aCallerThatStopsWaitingDoesNotBlockTheNext() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        CompletableFuture<Answer> impatient = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> impatient.complete(dialect.caller.call("First", "{}")));
        line.hearsCall("First");
        caller.interrupt();
        assertThat(impatient.get()).isInstanceOf(Answer.Unanswered.class);
        Future<Answer> next = call(dialect, "Second");
        line.says("[3,'" + line.hearsCall("Second") + "',{}]");
        assertThat(next.get()).isInstanceOf(Answer.Result.class);
    }

    @Test
    void theEndOfAConnectionSettlesEverything() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        Line line = line();
        Future<Answer> open = call(dialect, "Open");
        line.hearsCall("Open");
        Future<Answer> waiting = call(dialect, "Waiting");
        line.lane.closed("gone");
        line.lane.closed("gone twice");
        assertThat(open.get()).isInstanceOf(Answer.Unanswered.class);
        assertThat(waiting.get())
                .as("whether it was in the queue by then or not")
                .isInstanceOf(Answer.NotSent.class);
        assertThat(dialect.caller.call("Late", "{}")).isInstanceOf(Answer.NotSent.class);
        await(() -> dialect.closed.get() == 1);
        line.says("[2,'1','A',{}]");
        assertThat(dialect.asked).isEmpty();
    }

    @Test
    void aSessionIsClosedAfterItsLastAnswer() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestDialect dialect = speak(new TestDialect((action, payload) -> {
            answering.countDown();
            release.await();
            return "{}";
        }));
        Line line = line().says("[2,'1','A',{}]").says("[2,'2','B',{}]");
        answering.await();
        line.lane.closed("gone");
        assertThat(dialect.closed).hasValue(0);
        release.countDown();
        await(() -> dialect.closed.get() == 1);
        assertThat(dialect.asked).containsExactly("A");
        assertThat(line.silent()).isTrue();
    }

    // ---- commands

    private static Optional<DataTransferControl> transfer(Line line) {
        return line.lane.control().as(DataTransferControl.class);
    }

    @Test
    void aCommandGoesThroughTheSessionOfTheMoment() throws Exception {
        speak(new TestDialect());
        Line line = line();
        DataTransferControl control = transfer(line).orElseThrow();
        Future<Outcome> outcome = threads.submit(() -> control.transfer("acme", Optional.empty(), Optional.empty()));
        line.says("[3,'" + line.hearsCall("DataTransfer") + "',{}]");
        assertThat(outcome.get().accepted()).isTrue();
        assertThat(control).isEqualTo(control).isNotEqualTo(line).hasToString("DataTransferControl of CP-1");
    }

    @Test
    void whatADialectCannotDoIsAbsent() {
        speak(new TestDialect());
        assertThat(line().lane.control().as(SettingsControl.class)).isEmpty();
        assertThat(line().lane.control().as(String.class)).isEmpty();
    }

    @Test
    void aCommandToAClosedConnectionFindsTheStationOffline() {
        speak(new TestDialect());
        Line line = line();
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

    // ---- the tap

    @Test
    void aTapSeesBothDirectionsInOrderWithoutSecrets() throws Exception {
        TestDialect dialect = speak(new TestDialect());
        List<String> seen = new CopyOnWriteArrayList<>();
        AutoCloseable tap = lanes.watch(
                new StationId("CP-1"), frame -> seen.add((frame.fromStation() ? "> " : "< ") + frame.text()));
        AutoCloseable broken = lanes.watch(new StationId("CP-1"), frame -> {
            throw new IllegalStateException("a viewer gone mad");
        });
        Line line = line();
        line.says("[2,'1','A',{'k':'secret'}]").hears();
        line.says("nonsense secret").hears();
        line.says("[3,'9',{'k':'secret'}]");
        Future<Answer> answer = call(dialect, "Reset");
        String id = line.hearsCall("Reset");
        line.says("[3,'" + id + "',{'k':'secret'}]");
        answer.get();
        tap.close();
        broken.close();
        line.says("[2,'2','A',{}]").hears();

        assertThat(seen).hasSize(7).noneMatch(text -> text.contains("secret"));
        assertThat(seen.subList(0, 2))
                .containsExactly("> [2,\"1\",\"A\",{\"k\":\"***\"}]", "< [3,\"1\",{\"A\":{\"k\":\"***\"}}]");
        assertThat(seen.get(4)).isEqualTo("> [3,\"9\",\"(not shown)\"]");
        assertThat(seen.getLast()).isEqualTo("> [3,\"" + id + "\",{\"k\":\"***\"}]");
    }

    @Test
    void aTapOfOneStationDoesNotSeeAnother() throws Exception {
        speak(new TestDialect());
        List<FrameTap.SeenFrame> seen = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.watch(new StationId("CP-2"), seen::add)) {
            assertThat(tap).isNotNull();
            line().says("[2,'1','A',{}]").hears();
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aHugeFrameIsShownInPart() throws Exception {
        speak(new TestDialect());
        List<FrameTap.SeenFrame> seen = new CopyOnWriteArrayList<>();
        try (AutoCloseable tap = lanes.watch(new StationId("CP-1"), seen::add)) {
            assertThat(tap).isNotNull();
            line().says("[2,'1','A',{'a':'" + "x".repeat(100_000) + "'}]").hears();
        }
        assertThat(seen).hasSize(2).allMatch(frame -> frame.text().length() == 64 * 1024);
    }

    // ---- who speaks here

    @Test
    void theFirstOfferedSubprotocolThatIsSpokenIsChosen() {
        assertThat(lanes.choose(List.of("other", "test"))).isEmpty();
        speak(new TestDialect());
        assertThat(lanes.choose(List.of("other", "test"))).contains("test");
        assertThat(lanes.choose(List.of("TEST"))).isEmpty();
        assertThat(lanes.choose(List.of())).isEmpty();
        assertThatThrownBy(() -> lanes.open(new StationId("CP-1"), "other", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void healthSaysWhatIsMissing() {
        assertThat(lanes.check().status()).isEqualTo(HealthCheck.Status.WARN);
        TestDialect dialect = speak(new TestDialect());
        line();
        assertThat(lanes.check().status()).isEqualTo(HealthCheck.Status.OK);
        lanes.removeDialect(dialect);
        assertThat(lanes.check().status()).isEqualTo(HealthCheck.Status.WARN);
    }
}

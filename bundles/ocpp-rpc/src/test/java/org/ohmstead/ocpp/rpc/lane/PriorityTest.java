package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp.rpc.lane.TestLanes.LONG;
import static org.ohmstead.ocpp.rpc.lane.TestLanes.SHORT;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.WirePolicy;

/** Who goes first of those that wait for their turn at one station. */
@Timeout(60)
class PriorityTest {

    private TestLanes lanes = new TestLanes(TestLanes.PATIENT);
    private TestDialect dialect = lanes.speak(new TestDialect());
    private Line line = lanes.line();

    private void use(Rules rules) {
        lanes.close();
        lanes = new TestLanes(rules);
        dialect = lanes.speak(new TestDialect());
        line = lanes.line();
    }

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void whatSomebodyWaitsForGoesBeforeWhatNobodyWaitsFor() throws Exception {
        String open = opens();
        var background = queued(line.lane.control().inBackground(), "settings");
        var person = queued(line.lane.control(), "person");
        line.says("[3,'" + open + "',{}]");

        answersNext("person");
        assertThat(person.get().accepted()).isTrue();
        answersNext("settings");
        assertThat(background.get().accepted()).isTrue();
    }

    @Test
    void amongEqualsWhoCameFirstGoesFirst() throws Exception {
        String open = opens();
        StationControl background = line.lane.control().inBackground();
        queued(background, "b1");
        queued(line.lane.control(), "p1");
        queued(background.inBackground(), "b2");
        queued(line.lane.control(), "p2");
        line.says("[3,'" + open + "',{}]");

        answersNext("p1");
        answersNext("p2");
        answersNext("b1");
        answersNext("b2");
    }

    @Test
    void whatHasLeftIsNotTakenBack() throws Exception {
        var background = lanes.async(() -> transfer(line.lane.control().inBackground(), "settings"));
        String open = line.hearsCall("DataTransfer");
        var person = queued(line.lane.control(), "person");
        assertThat(line.silent()).isTrue();
        line.says("[3,'" + open + "',{}]");

        answersNext("person");
        assertThat(background.get().accepted()).isTrue();
        assertThat(person.get().accepted()).isTrue();
    }

    @Test
    void aPersonIsNotRefusedBecauseBackgroundWorkFillsTheQueue() throws Exception {
        String open = opens();
        StationControl background = line.lane.control().inBackground();
        for (int i = 0; i < TestLanes.PATIENT.waitingCalls(); i++) {
            queued(background, "b" + i);
        }
        assertThat(transfer(background, "one too many").kind()).isEqualTo(Outcome.Kind.NOT_SENT);
        queued(line.lane.control(), "person");
        line.says("[3,'" + open + "',{}]");

        answersNext("person");
        answersNext("b0");
    }

    @Test
    void backgroundWorkHasTheDeadlineOfEverybody() throws Exception {
        use(new Rules(LONG, SHORT, 3, 12, LONG, LONG, LONG));
        String open = opens();
        assertThat(transfer(line.lane.control().inBackground(), "settings").kind())
                .isEqualTo(Outcome.Kind.NOT_SENT);
        line.says("[3,'" + open + "',{}]");
        assertThat(line.silent()).isTrue();
    }

    @Test
    void backgroundWorkDoesNotOutliveItsConnection() throws Exception {
        opens();
        var background = queued(line.lane.control().inBackground(), "settings");
        line.lane.closed("gone");
        assertThat(background.get().kind()).isIn(Outcome.Kind.NOT_SENT, Outcome.Kind.OFFLINE);
        Line again = lanes.line();
        assertThat(again.silent()).isTrue();
    }

    @Test
    void whoComesWhileBackgroundWorkRestsGoesFirst() throws Exception {
        lanes.with(new Gap());
        String open = opens();
        var background = queued(line.lane.control().inBackground(), "settings");
        line.says("[3,'" + open + "',{}]");
        var person = queued(line.lane.control(), "person");

        answersNext("person");
        answersNext("settings");
        assertThat(person.get().accepted()).isTrue();
        assertThat(background.get().accepted()).isTrue();
    }

    @Test
    void evenAPersonWaitsUntilTheStationHasItsAnswer() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        lanes.close();
        lanes = new TestLanes(TestLanes.PATIENT);
        lanes.speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        line = lanes.line().says("[2,'1','Authorize',{}]");
        queued(line.lane.control().inBackground(), "settings");
        queued(line.lane.control(), "person");
        assertThat(line.silent()).isTrue();
        release.countDown();

        assertThat(line.hears()).isEqualTo("[3,'1',{}]");
        answersNext("person");
        answersNext("settings");
    }

    /** Something else is open at the station; its id. */
    private String opens() throws InterruptedException {
        lanes.async(() -> dialect.caller.call("Open", "{}"));
        return line.hearsCall("Open");
    }

    private void answersNext(String who) throws InterruptedException {
        String call = line.hears();
        assertThat(call).contains("'vendorId':'" + who + "'");
        line.says("[3,'" + call.split(",", 4)[1].replace("'", "") + "',{}]");
    }

    /** Asks, and returns once the call waits for its turn: its caller has gone to sleep until its deadline. */
    private CompletableFuture<Outcome> queued(StationControl control, String who) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> outcome.complete(transfer(control, who)));
        while (caller.getState() != Thread.State.TIMED_WAITING && caller.isAlive()) {
            Thread.onSpinWait();
        }
        return outcome;
    }

    private static Outcome transfer(StationControl control, String who) {
        return control.as(DataTransferControl.class).orElseThrow().transfer(who, Optional.empty(), Optional.empty());
    }

    /** A station that wants a rest after each answer. */
    private static final class Gap implements WirePolicy {

        @Override
        public boolean applies(StationId station, Optional<Hardware> hardware) {
            return true;
        }

        @Override
        public Optional<Duration> callGap() {
            return Optional.of(Duration.ofMillis(300));
        }
    }
}

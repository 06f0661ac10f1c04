package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.ocpp.rpc.lane.TestLanes.LONG;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.log.LogLines;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.testkit.InMemoryMeters;

/** What a station says and what it hears. */
@Timeout(60)
class AnsweringTest {

    private final TestLanes lanes = new TestLanes(TestLanes.PATIENT);

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void aCallIsAnsweredUnderItsId() throws Exception {
        lanes.speak(new TestDialect());
        assertThat(lanes.line().says("[2,'7','Heartbeat',{'a':1}]").hears()).isEqualTo("[3,'7',{'Heartbeat':{'a':1}}]");
    }

    @Test
    void callsAreAnsweredOneByOneInTheirOrder() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        lanes.speak(new TestDialect((action, payload) -> {
            seen.add("begin " + action);
            Thread.yield();
            seen.add("end " + action);
            return "{}";
        }));
        Line line = lanes.line();
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
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        Line line = lanes.line();
        for (int i = 1; i <= 16; i++) {
            line.says("[2,'" + i + "','A',{}]");
        }
        dialect.awaitAsked();
        assertThat(line.open()).isTrue();
        line.says("[2,'17','A',{}]");
        assertThat(line.closeCode()).isEqualTo(1008);
        release.countDown();
        dialect.awaitClosed();
        assertThat(dialect.asked).hasSize(1);
        assertThat(line.silent()).as("nothing is said on a closed connection").isTrue();
    }

    @Test
    void whatADialectComplainsOfIsSpeltByIt() throws Exception {
        lanes.speak(new TestDialect((action, payload) -> {
            throw new OcppError(OcppError.Kind.OCCURRENCE_CONSTRAINT_VIOLATION, "idTag is missing");
        }));
        assertThat(lanes.line().says("[2,'7','Authorize',{}]").hears())
                .isEqualTo("[4,'7','occurrence_constraint_violation','idTag is missing',{}]");
    }

    @Test
    void whatIsAnsweredWithAnErrorIsCounted() throws Exception {
        InMemoryMeters meters = new InMemoryMeters();
        lanes.service.setMeters(meters);
        lanes.speak(new TestDialect((action, payload) -> {
            if (action.equals("Heartbeat")) {
                return "{}";
            }
            throw new OcppError(OcppError.Kind.FORMAT_VIOLATION, "meterStop is missing.");
        }));
        Line line = lanes.line();
        assertThat(line.says("[2,'7','Heartbeat',{}]").hears()).startsWith("[3,");
        assertThat(line.says("[2,'8','StopTransaction',{}]").hears()).startsWith("[4,");
        assertThat(line.says("[2,'9','\\r\\nERROR all is lost',{}]").hears()).startsWith("[4,");
        assertThat(meters.count("ohmstead.ocpp.calls.refused")).isEqualTo(2);
    }

    @Test
    void whoFollowsAStationInTheLogSeesEachMessageButNotWhatItSays() throws Exception {
        Logger logger = Logger.getLogger(AnsweringHand.class.getName());
        logger.setLevel(Level.FINE);
        try (LogLines log = new LogLines(AnsweringHand.class)) {
            lanes.speak(new TestDialect((action, payload) -> {
                if (action.equals("Authorize")) {
                    throw new OcppError(OcppError.Kind.FORMAT_VIOLATION, "idTag is missing.");
                }
                return "{}";
            }));
            Line line = lanes.line();
            line.says("[2,'7','StartTransaction',{'idTag':'04A1B2C3'}]").hears();
            line.says("[2,'8','Authorize',{}]").hears();
            line.says("[2,'9\\n','\\r\\nERROR all is lost',{}]").hears();

            assertThat(log.next())
                    .matches("FINE .*: StartTransaction 7 was answered after \\d+ ms")
                    .doesNotContain("04A1");
            assertThat(log.next()).contains(": Authorize 8 was refused (FORMAT_VIOLATION) after ");
            assertThat(log.next())
                    .contains(": a message of an odd name (odd id) was answered after ")
                    .doesNotContain("\n");
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void aBugIsAnInternalErrorAndSaysNothingOfItself() throws Exception {
        lanes.speak(new TestDialect((action, payload) -> {
            throw new IllegalArgumentException("password=hunter2");
        }));
        assertThat(lanes.line().says("[2,'7','Authorize',{}]").hears())
                .startsWith("[4,'7','internal_error',")
                .doesNotContain("hunter2");
    }

    @Test
    void aDialectWithoutAnAnswerIsABug() throws Exception {
        lanes.speak(new TestDialect((action, payload) -> null));
        assertThat(lanes.line().says("[2,'7','A',{}]").hears()).startsWith("[4,'7','internal_error',");
    }

    @Test
    void evenAnErrorOfTheMachineIsAnswered() throws Exception {
        lanes.speak(new TestDialect((action, payload) -> {
            throw new StackOverflowError();
        }));
        Line line = lanes.line();
        assertThat(line.says("[2,'7','A',{}]").hears()).startsWith("[4,'7','internal_error',");
        assertThat(line.says("[2,'8','A',{}]").hears()).startsWith("[4,'8','internal_error',");
    }

    @Test
    void whatCannotBeStoredIsNotAnsweredWithAnErrorAfterWhichAStationMayForgetIt() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            throw new StoreUnavailable("disk full", false, null);
        }));
        Line line = lanes.line().says("[2,'7','A',{}]");
        assertThat(line.closeCode()).isEqualTo(1013);
        dialect.awaitClosed();
        assertThat(line.silent()).isTrue();
    }

    @Test
    void whatMayBeStoredOrNotIsNotAnsweredAndTheConnectionEnds() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            throw new StoreUnavailable("commit failed", true, null);
        }));
        Line line = lanes.line().says("[2,'7','A',{}]");
        assertThat(line.closeCode()).isEqualTo(1011);
        dialect.awaitClosed();
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aMessageThatWantsNoAnswerGetsNone() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line().says("[6,'1','Notify',{}]").says("[2,'2','A',{}]");
        assertThat(line.hears()).startsWith("[3,'2',");
        assertThat(dialect.asked).containsExactly("notified Notify", "A");
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aBrokenFrameIsAnsweredAndTheConnectionStays() throws Exception {
        lanes.speak(new TestDialect());
        Line line = lanes.line();
        assertThat(line.says("hello").hears()).startsWith("[4,'-1','rpc_framework_error','");
        assertThat(line.says("[2,'7','A',[]]").hears()).startsWith("[4,'7','format_violation','");
        assertThat(line.says("[2,'8','A',{}]").hears()).startsWith("[3,'8',");
    }

    @Test
    void aBrokenAnswerIsNotAnswered() throws Exception {
        lanes.speak(new TestDialect());
        Line line = lanes.line()
                .says("[3,'7',[]]")
                .says("[4]")
                .says("[3,'nobody asked',{}]")
                .says("[4,'-1','X','',{}]");
        assertThat(line.says("[2,'8','A',{}]").hears()).startsWith("[3,'8',");
    }

    // ---- the same id again

    @Test
    void aRepeatedCallGetsTheAnswerItHad() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        String answer = line.says("[2,'7','A',{'a':1}]").hears();
        assertThat(line.says("[2, '7','A',{'a':1}]").hears()).isEqualTo(answer);
        assertThat(dialect.asked).hasSize(1);
    }

    @Test
    void aRepeatedCallThatWasRefusedIsRefusedAgain() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            throw new OcppError(OcppError.Kind.NOT_IMPLEMENTED, "no");
        }));
        Line line = lanes.line();
        assertThat(line.says("[2,'7','A',{}]").hears())
                .isEqualTo(line.says("[2,'7','A',{}]").hears());
        assertThat(dialect.asked).hasSize(1);
    }

    @Test
    void anotherCallUnderAnOldIdIsRefused() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        line.says("[2,'7','A',{'a':1}]").hears();
        assertThat(line.says("[2,'7','A',{'a':2}]").hears()).startsWith("[4,'7','rpc_framework_error',");
        assertThat(line.says("[2,'7','B',{'a':1}]").hears()).startsWith("[4,'7','rpc_framework_error',");
        assertThat(dialect.asked).hasSize(1);
    }

    @Test
    void aCallRepeatedBeforeItsAnswerIsAnsweredOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        TestDialect dialect = lanes.speak(new TestDialect((action, payload) -> {
            release.await();
            return "{}";
        }));
        Line line = lanes.line()
                .says("[2,'7','A',{}]")
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
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        for (int i = 0; i < 20; i++) {
            line.says("[2,'" + i + "','A',{}]").hears();
        }
        assertThat(line.says("[2,'0','B',{}]").hears()).startsWith("[3,'0',{'B'");
        assertThat(dialect.asked).hasSize(21);
    }

    /** Stations that have one id for everything would be told the time of their first heartbeat for ever. */
    @Test
    void aCallThatComesAgainAfterAWhileIsAnotherCall() throws Exception {
        lanes.use(new Rules(LONG, LONG, 3, 12, LONG, LONG, Duration.ZERO));
        TestDialect dialect = lanes.speak(new TestDialect());
        Line line = lanes.line();
        line.says("[2,'1','Heartbeat',{}]").hears();
        assertThat(line.says("[2,'1','Heartbeat',{}]").hears()).startsWith("[3,'1',");
        assertThat(line.says("[2,'1','Authorize',{}]").hears()).startsWith("[3,'1',");
        assertThat(dialect.asked).containsExactly("Heartbeat", "Heartbeat", "Authorize");
    }

    @Test
    void theSameIdOnAnotherConnectionIsAnotherCall() throws Exception {
        TestDialect dialect = lanes.speak(new TestDialect());
        lanes.line().says("[2,'1','A',{}]").hears();
        assertThat(lanes.line().says("[2,'1','B',{}]").hears()).startsWith("[3,'1',{'B'");
        assertThat(dialect.asked).hasSize(2);
    }

    // ---- who speaks here

    @Test
    void theFirstOfferedSubprotocolThatIsSpokenIsChosen() {
        assertThat(lanes.service.choose(List.of("other", "test"))).isEmpty();
        lanes.speak(new TestDialect());
        assertThat(lanes.service.choose(List.of("other", "test"))).contains("test");
        assertThat(lanes.service.choose(List.of("TEST"))).isEmpty();
        assertThat(lanes.service.choose(List.of())).isEmpty();
        assertThatThrownBy(() -> lanes.service.open(new StationId("CP-1"), "other", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void healthSaysWhatIsMissing() {
        assertThat(lanes.service.check().status()).isEqualTo(HealthCheck.Status.WARN);
        TestDialect dialect = lanes.speak(new TestDialect());
        lanes.line();
        assertThat(lanes.service.check().status()).isEqualTo(HealthCheck.Status.OK);
        lanes.service.removeDialect(dialect);
        assertThat(lanes.service.check().status()).isEqualTo(HealthCheck.Status.WARN);
    }
}

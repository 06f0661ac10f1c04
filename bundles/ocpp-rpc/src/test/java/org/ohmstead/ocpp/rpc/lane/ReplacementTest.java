package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppCaller;
import org.ohmstead.api.ocpp.OcppCaller.Answer;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.ocpp.OcppSession;

/** Dialects come and go while stations stay (design section 5). */
@Timeout(60)
class ReplacementTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final TestLanes lanes = new TestLanes(new Rules(LONG, LONG, 8, 12, SHORT, LONG, LONG));

    private void use(Duration queue, Duration handOver, Duration park) {
        lanes.use(new Rules(LONG, queue, 8, 12, handOver, park, LONG));
    }

    @AfterEach
    void stop() {
        lanes.close();
    }

    /** A going dialect can send nothing any more, not even what waits in the queue. */
    private static void awaitLeaving(TestDialect dialect) {
        assertThat(dialect.caller.call("Never", "{}")).isInstanceOf(Answer.NotSent.class);
    }

    private boolean remove(OcppDialect dialect) {
        lanes.service.removeDialect(dialect);
        return true;
    }

    private CompletableFuture<Outcome> command(Line line) {
        DataTransferControl control =
                line.lane.control().as(DataTransferControl.class).orElseThrow();
        return lanes.async(() -> control.transfer("acme", Optional.empty(), Optional.empty()));
    }

    @Test
    void theSuccessorAnswersWhatCameMeanwhile() throws Exception {
        TestDialect old = lanes.speak(new TestDialect((action, payload) -> "{\"by\":\"old\"}"));
        Line line = lanes.line();
        assertThat(line.says("[2,'1','A',{}]").hears()).isEqualTo("[3,'1',{'by':'old'}]");
        lanes.service.removeDialect(old);
        assertThat(old.closed).hasValue(1);
        line.says("[2,'2','A',{}]").says("[2,'3','A',{}]");
        assertThat(line.silent()).isTrue();
        lanes.speak(new TestDialect((action, payload) -> "{\"by\":\"new\"}"));
        assertThat(line.hears()).isEqualTo("[3,'2',{'by':'new'}]");
        assertThat(line.hears()).isEqualTo("[3,'3',{'by':'new'}]");
        assertThat(line.open()).isTrue();
    }

    @Test
    void anAnswerInProgressIsFinishedByTheDialectThatBeganIt() throws Exception {
        use(LONG, LONG, LONG);
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestDialect old = lanes.speak(new TestDialect((action, payload) -> {
            answering.countDown();
            release.await();
            return "{\"by\":\"old\"}";
        }));
        Line line = lanes.line().says("[2,'1','A',{}]").says("[2,'2','A',{}]");
        answering.await();
        Future<?> removal = lanes.async(() -> remove(old));
        awaitLeaving(old);
        assertThat(line.silent()).isTrue();
        release.countDown();
        removal.get();
        assertThat(line.hears()).isEqualTo("[3,'1',{'by':'old'}]");
        assertThat(old.asked).containsExactly("A");
        lanes.speak(new TestDialect((action, payload) -> "{\"by\":\"new\"}"));
        assertThat(line.hears()).isEqualTo("[3,'2',{'by':'new'}]");
    }

    @Test
    void anAnswerThatHangsIsAskedOfTheSuccessorAndGivenOnce() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestDialect old = lanes.speak(new TestDialect((action, payload) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                release.await();
            }
            return "{\"by\":\"old\"}";
        }));
        Line line = lanes.line().says("[2,'1','A',{}]").says("[2,'2','B',{}]");
        old.awaitAsked();
        lanes.service.removeDialect(old);
        assertThat(old.closed).hasValue(1);
        lanes.speak(new TestDialect((action, payload) -> "{\"" + action + "\":\"new\"}"));
        assertThat(line.hears()).isEqualTo("[3,'1',{'A':'new'}]");
        assertThat(line.hears()).isEqualTo("[3,'2',{'B':'new'}]");
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        assertThat(line.says("[2,'3','C',{}]").hears()).isEqualTo("[3,'3',{'C':'new'}]");
        assertThat(old.asked).containsExactly("A");
        assertThat(old.closed).hasValue(1);
    }

    @Test
    void aCallThatIsOpenMayStillBeAnsweredWithinTheTime() throws Exception {
        use(LONG, LONG, LONG);
        TestDialect old = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Outcome> outcome = command(line);
        String id = line.hearsCall("DataTransfer");
        Future<?> removal = lanes.async(() -> remove(old));
        line.says("[3,'" + id + "',{}]");
        removal.get();
        assertThat(outcome.get().kind()).isEqualTo(Outcome.Kind.ACCEPTED);
    }

    /** The station's own call crossed ours on the wire, and it does one thing after the other. */
    @Test
    void aStationThatWaitsForItsAnswerFirstStillAnswersWithinTheTime() throws Exception {
        use(LONG, LONG, LONG);
        TestDialect old = lanes.speak(new TestDialect((action, payload) -> "{\"by\":\"old\"}"));
        Line line = lanes.line();
        CompletableFuture<Outcome> outcome = command(line);
        String id = line.hearsCall("DataTransfer");
        Future<?> removal = lanes.async(() -> remove(old));
        awaitLeaving(old);
        assertThat(line.says("[2,'1','A',{}]").hears()).isEqualTo("[3,'1',{'by':'old'}]");
        line.says("[3,'" + id + "',{}]");
        removal.get();
        assertThat(outcome.get().kind()).isEqualTo(Outcome.Kind.ACCEPTED);

        line.says("[2,'2','A',{}]");
        assertThat(line.silent()).isTrue();
        lanes.speak(new TestDialect((action, payload) -> "{\"by\":\"new\"}"));
        assertThat(line.hears()).isEqualTo("[3,'2',{'by':'new'}]");
    }

    @Test
    void aCommandThatLeftAndWasNotAnsweredIsUnknownAndNeverSentAgain() throws Exception {
        TestDialect old = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Outcome> outcome = command(line);
        String id = line.hearsCall("DataTransfer");
        lanes.service.removeDialect(old);
        lanes.speak(new TestDialect());
        assertThat(outcome.get().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
        line.says("[3,'" + id + "',{}]");
        assertThat(line.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aCommandThatHadNotLeftIsSentOnceByTheSuccessor() throws Exception {
        TestDialect old = lanes.speak(new TestDialect());
        Line line = lanes.line();
        CompletableFuture<Outcome> first = command(line);
        String id = line.hearsCall("DataTransfer");
        CompletableFuture<Outcome> second = command(line);
        lanes.service.removeDialect(old);
        assertThat(first.get().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
        assertThat(second.isDone()).isFalse();
        lanes.speak(new TestDialect());
        String next = line.hearsCall("DataTransfer");
        assertThat(next).isNotEqualTo(id);
        line.says("[3,'" + next + "',{}]");
        assertThat(second.get().kind()).isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aCommandOfSeveralCallsIsNotRepeatedOnceOneHasLeft() throws Exception {
        TestDialect old = lanes.speak(new TwoCalls());
        Line line = lanes.line();
        SettingsControl control = line.lane.control().as(SettingsControl.class).orElseThrow();
        CompletableFuture<Outcome> outcome = lanes.async(() -> control.change("a", "b"));
        String id = line.hearsCall("First");
        Future<?> removal = lanes.async(() -> remove(old));
        awaitLeaving(old);
        line.says("[3,'" + id + "',{}]");
        removal.get();
        lanes.speak(new TwoCalls());
        assertThat(outcome.get().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
        assertThat(line.silent()).isTrue();
    }

    /** Needs two calls for one command. */
    private static final class TwoCalls extends TestDialect {

        @Override
        public OcppSession open(StationId station, OcppCaller way) {
            OcppSession inner = super.open(station, way);
            SettingsControl twice = new SettingsControl() {
                @Override
                public Report read(List<String> names) {
                    return Report.of(Outcome.notSupported());
                }

                @Override
                public Outcome change(String name, String value) {
                    way.call("First", "{}");
                    Answer second = way.call("Second", "{}");
                    return Outcome.because(
                            second instanceof Answer.NotSent ? Outcome.Kind.NOT_SENT : Outcome.Kind.ACCEPTED, "");
                }
            };
            return new OcppSession() {
                @Override
                public String answer(String action, String payload) {
                    return inner.answer(action, payload);
                }

                @Override
                public org.ohmstead.api.control.StationControl control() {
                    return new org.ohmstead.api.control.StationControl() {
                        @Override
                        public <T> Optional<T> as(Class<T> capability) {
                            return capability == SettingsControl.class
                                    ? Optional.of(capability.cast(twice))
                                    : Optional.empty();
                        }
                    };
                }
            };
        }
    }

    @Test
    void aCommandGivenWhileNobodySpeaksWaitsForTheSuccessor() throws Exception {
        TestDialect old = lanes.speak(new TestDialect());
        Line line = lanes.line();
        lanes.service.removeDialect(old);
        CompletableFuture<Outcome> outcome = command(line);
        assertThat(outcome.isDone()).isFalse();
        lanes.speak(new TestDialect());
        line.says("[3,'" + line.hearsCall("DataTransfer") + "',{}]");
        assertThat(outcome.get().accepted()).isTrue();
    }

    @Test
    void aCommandDoesNotWaitLongerThanItsTime() throws Exception {
        use(SHORT, SHORT, LONG);
        TestDialect old = lanes.speak(new TestDialect());
        Line line = lanes.line();
        lanes.service.removeDialect(old);
        assertThat(command(line).get().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
        assertThat(line.lane
                        .control()
                        .as(SettingsControl.class)
                        .orElseThrow()
                        .read(List.of())
                        .outcome()
                        .kind())
                .isEqualTo(Outcome.Kind.NOT_SENT);
        lanes.speak(new TestDialect());
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aSuccessorThatCannotDoItSaysSo() throws Exception {
        TestDialect old = lanes.speak(new TestDialect());
        Line line = lanes.line();
        DataTransferControl control =
                line.lane.control().as(DataTransferControl.class).orElseThrow();
        lanes.service.removeDialect(old);
        lanes.speak(new TwoCalls());
        assertThat(control.transfer("acme", Optional.empty(), Optional.empty()).kind())
                .isEqualTo(Outcome.Kind.NOT_SUPPORTED);
    }

    @Test
    void withoutASuccessorTheConnectionIsClosedAfterAWhile() throws Exception {
        use(LONG, SHORT, SHORT);
        TestDialect old = lanes.speak(new TestDialect());
        Line line = lanes.line();
        lanes.service.removeDialect(old);
        assertThat(lanes.service.choose(List.of("test")))
                .as("a station may come in between")
                .contains("test");
        Line newcomer = lanes.line("CP-2", "test");
        assertThat(line.closeCode()).isEqualTo(1012);
        assertThat(newcomer.closeCode()).isEqualTo(1012);
        assertThat(lanes.service.choose(List.of("test"))).isEmpty();
    }

    @Test
    void whoComesWhileNobodySpeaksIsServedByTheSuccessor() throws Exception {
        TestDialect old = lanes.speak(new TestDialect());
        lanes.service.removeDialect(old);
        Line line = lanes.line().says("[2,'1','A',{}]");
        assertThat(line.says("broken").hears()).startsWith("[4,'-1','rpc_framework_error',");
        lanes.speak(new TestDialect());
        assertThat(line.hears()).startsWith("[3,'1',");
    }

    @Test
    void twoDialectsOfOneSubprotocolHarmNobody() throws Exception {
        TestDialect lower = lanes.speak(new TestDialect((action, payload) -> "{\"by\":\"lower\"}"));
        Line line = lanes.line();
        TestDialect higher = new TestDialect((action, payload) -> "{\"by\":\"higher\"}");
        lanes.service.addDialect(higher, Map.of("service.ranking", 7));
        assertThat(line.says("[2,'1','A',{}]").hears())
                .as("who has the lane keeps it")
                .contains("lower");
        assertThat(lanes.line().says("[2,'1','A',{}]").hears()).contains("higher");
        lanes.service.removeDialect(lower);
        assertThat(line.says("[2,'2','A',{}]").hears()).contains("higher");
        lanes.service.removeDialect(lower);
        assertThat(line.says("[2,'3','A',{}]").hears()).contains("higher");
    }

    @Test
    void aSubprotocolIsNotDisturbedByAnother() throws Exception {
        lanes.speak(new TestDialect());
        Line line = lanes.line();
        TestDialect other = new TestDialect() {
            @Override
            public String subprotocol() {
                return "other";
            }
        };
        lanes.speak(other);
        lanes.service.removeDialect(other);
        assertThat(line.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
        assertThat(other.opened).hasValue(0);
    }

    /** Nobody would answer on its lane as long as the dialect is here; the station comes back and finds what is here by then. */
    @Test
    void whereADialectCannotOpenASessionTheConnectionIsClosed() throws Exception {
        TestDialect first = lanes.speak(new TestDialect());
        Line parked = lanes.line();
        lanes.service.removeDialect(first);
        TestDialect broken = lanes.speak(new TestDialect() {
            @Override
            public OcppSession open(StationId station, OcppCaller caller) {
                throw new NoClassDefFoundError("broken");
            }
        });
        assertThat(parked.closeCode()).isEqualTo(1011);
        Line come = lanes.line("CP-2", "test");
        assertThat(come.closeCode()).isEqualTo(1011);
        lanes.service.removeDialect(broken);
        lanes.speak(new TestDialect());
        assertThat(lanes.line().says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
        assertThat(come.says("[2,'1','A',{}]").silent()).isTrue();
    }

    @Test
    void aSessionThatCannotBeClosedDoesNotStopTheOthers() throws Exception {
        TestDialect rude = lanes.speak(new TestDialect() {
            @Override
            public OcppSession open(StationId station, OcppCaller caller) {
                OcppSession inner = super.open(station, caller);
                return new OcppSession() {
                    @Override
                    public String answer(String action, String payload) {
                        return inner.answer(action, payload);
                    }

                    @Override
                    public org.ohmstead.api.control.StationControl control() {
                        return inner.control();
                    }

                    @Override
                    public void closed() {
                        inner.closed();
                        throw new IllegalStateException("rude");
                    }
                };
            }
        });
        Line one = lanes.line();
        Line two = lanes.line("CP-2", "test");
        lanes.service.removeDialect(rude);
        assertThat(rude.closed).hasValue(2);
        lanes.speak(new TestDialect());
        assertThat(one.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
        assertThat(two.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
    }
}

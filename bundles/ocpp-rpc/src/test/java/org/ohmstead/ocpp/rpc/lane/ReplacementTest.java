package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private LanesService lanes = lanes(LONG, SHORT, LONG);

    private static LanesService lanes(Duration queue, Duration handOver, Duration park) {
        return new LanesService(new Rules(LONG, queue, 8, 12, handOver, park), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        lanes.stop();
        threads.shutdownNow();
    }

    private <D extends OcppDialect> D speak(D dialect) {
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

    /** While nobody speaks, nobody can say what a station cannot do. */
    private static void awaitLeaving(Line line) throws InterruptedException {
        await(() -> line.lane.control().as(Runnable.class).isPresent());
    }

    private Future<Outcome> command(Line line) {
        DataTransferControl control =
                line.lane.control().as(DataTransferControl.class).orElseThrow();
        return threads.submit(() -> control.transfer("acme", Optional.empty(), Optional.empty()));
    }

    @Test
    void theSuccessorAnswersWhatCameMeanwhile() throws Exception {
        TestDialect old = speak(new TestDialect((action, payload) -> "{\"by\":\"old\"}"));
        Line line = line();
        assertThat(line.says("[2,'1','A',{}]").hears()).isEqualTo("[3,'1',{'by':'old'}]");
        lanes.removeDialect(old);
        assertThat(old.closed).hasValue(1);
        line.says("[2,'2','A',{}]").says("[2,'3','A',{}]");
        assertThat(line.silent()).isTrue();
        speak(new TestDialect((action, payload) -> "{\"by\":\"new\"}"));
        assertThat(line.hears()).isEqualTo("[3,'2',{'by':'new'}]");
        assertThat(line.hears()).isEqualTo("[3,'3',{'by':'new'}]");
        assertThat(line.open()).isTrue();
    }

    @Test
    void anAnswerInProgressIsFinishedByTheDialectThatBeganIt() throws Exception {
        lanes = lanes(LONG, LONG, LONG);
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TestDialect old = speak(new TestDialect((action, payload) -> {
            answering.countDown();
            release.await();
            return "{\"by\":\"old\"}";
        }));
        Line line = line().says("[2,'1','A',{}]").says("[2,'2','A',{}]");
        answering.await();
        Future<?> removal = threads.submit(() -> lanes.removeDialect(old));
        awaitLeaving(line);
        assertThat(line.silent()).isTrue();
        release.countDown();
        removal.get();
        assertThat(line.hears()).isEqualTo("[3,'1',{'by':'old'}]");
        assertThat(old.asked).containsExactly("A");
        speak(new TestDialect((action, payload) -> "{\"by\":\"new\"}"));
        assertThat(line.hears()).isEqualTo("[3,'2',{'by':'new'}]");
    }

    @Test
    void anAnswerThatHangsIsAskedOfTheSuccessorAndGivenOnce() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch release = new CountDownLatch(1);
        TestDialect old = speak(new TestDialect((action, payload) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                release.await();
            }
            return "{\"by\":\"old\"}";
        }));
        Line line = line().says("[2,'1','A',{}]").says("[2,'2','B',{}]");
        await(() -> !old.asked.isEmpty());
        lanes.removeDialect(old);
        assertThat(old.closed).hasValue(1);
        speak(new TestDialect((action, payload) -> "{\"" + action + "\":\"new\"}"));
        assertThat(line.hears()).isEqualTo("[3,'1',{'A':'new'}]");
        assertThat(line.hears()).isEqualTo("[3,'2',{'B':'new'}]");
        await(interrupted::get);
        release.countDown();
        assertThat(line.says("[2,'3','C',{}]").hears()).isEqualTo("[3,'3',{'C':'new'}]");
        assertThat(old.asked).containsExactly("A");
        assertThat(old.closed).hasValue(1);
    }

    @Test
    void aCallThatIsOpenMayStillBeAnsweredWithinTheTime() throws Exception {
        lanes = lanes(LONG, LONG, LONG);
        TestDialect old = speak(new TestDialect());
        Line line = line();
        Future<Outcome> outcome = command(line);
        String id = line.hearsCall("DataTransfer");
        Future<?> removal = threads.submit(() -> lanes.removeDialect(old));
        line.says("[3,'" + id + "',{}]");
        removal.get();
        assertThat(outcome.get().kind()).isEqualTo(Outcome.Kind.ACCEPTED);
    }

    @Test
    void aCommandThatLeftAndWasNotAnsweredIsUnknownAndNeverSentAgain() throws Exception {
        TestDialect old = speak(new TestDialect());
        Line line = line();
        Future<Outcome> outcome = command(line);
        String id = line.hearsCall("DataTransfer");
        lanes.removeDialect(old);
        speak(new TestDialect());
        assertThat(outcome.get().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
        line.says("[3,'" + id + "',{}]");
        assertThat(line.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aCommandThatHadNotLeftIsSentOnceByTheSuccessor() throws Exception {
        TestDialect old = speak(new TestDialect());
        Line line = line();
        Future<Outcome> first = command(line);
        String id = line.hearsCall("DataTransfer");
        Future<Outcome> second = command(line);
        lanes.removeDialect(old);
        assertThat(first.get().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
        assertThat(second.isDone()).isFalse();
        speak(new TestDialect());
        String next = line.hearsCall("DataTransfer");
        assertThat(next).isNotEqualTo(id);
        line.says("[3,'" + next + "',{}]");
        assertThat(second.get().kind()).isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aCommandOfSeveralCallsIsNotRepeatedOnceOneHasLeft() throws Exception {
        TestDialect old = speak(new TwoCalls());
        Line line = line();
        SettingsControl control = line.lane.control().as(SettingsControl.class).orElseThrow();
        Future<Outcome> outcome = threads.submit(() -> control.change("a", "b"));
        String id = line.hearsCall("First");
        Future<?> removal = threads.submit(() -> lanes.removeDialect(old));
        awaitLeaving(line);
        line.says("[3,'" + id + "',{}]");
        removal.get();
        speak(new TwoCalls());
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
        TestDialect old = speak(new TestDialect());
        Line line = line();
        lanes.removeDialect(old);
        Future<Outcome> outcome = command(line);
        assertThat(outcome.isDone()).isFalse();
        speak(new TestDialect());
        line.says("[3,'" + line.hearsCall("DataTransfer") + "',{}]");
        assertThat(outcome.get().accepted()).isTrue();
    }

    @Test
    void aCommandDoesNotWaitLongerThanItsTime() throws Exception {
        lanes = lanes(SHORT, SHORT, LONG);
        TestDialect old = speak(new TestDialect());
        Line line = line();
        lanes.removeDialect(old);
        assertThat(command(line).get().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
        assertThat(line.lane
                        .control()
                        .as(SettingsControl.class)
                        .orElseThrow()
                        .read(List.of())
                        .outcome()
                        .kind())
                .isEqualTo(Outcome.Kind.NOT_SENT);
        speak(new TestDialect());
        assertThat(line.silent()).isTrue();
    }

    @Test
    void aSuccessorThatCannotDoItSaysSo() throws Exception {
        TestDialect old = speak(new TestDialect());
        Line line = line();
        DataTransferControl control =
                line.lane.control().as(DataTransferControl.class).orElseThrow();
        lanes.removeDialect(old);
        speak(new TwoCalls());
        assertThat(control.transfer("acme", Optional.empty(), Optional.empty()).kind())
                .isEqualTo(Outcome.Kind.NOT_SUPPORTED);
    }

    @Test
    void withoutASuccessorTheConnectionIsClosedAfterAWhile() throws Exception {
        lanes = lanes(LONG, SHORT, SHORT);
        TestDialect old = speak(new TestDialect());
        Line line = line();
        lanes.removeDialect(old);
        assertThat(lanes.choose(List.of("test")))
                .as("a station may come in between")
                .contains("test");
        Line newcomer = new Line(lanes, "CP-2");
        assertThat(line.closeCode()).isEqualTo(1012);
        assertThat(newcomer.closeCode()).isEqualTo(1012);
        assertThat(lanes.choose(List.of("test"))).isEmpty();
    }

    @Test
    void whoComesWhileNobodySpeaksIsServedByTheSuccessor() throws Exception {
        TestDialect old = speak(new TestDialect());
        lanes.removeDialect(old);
        Line line = line().says("[2,'1','A',{}]");
        assertThat(line.says("broken").hears()).startsWith("[4,'-1','rpc_framework_error',");
        speak(new TestDialect());
        assertThat(line.hears()).startsWith("[3,'1',");
    }

    @Test
    void twoDialectsOfOneSubprotocolHarmNobody() throws Exception {
        TestDialect lower = speak(new TestDialect((action, payload) -> "{\"by\":\"lower\"}"));
        Line line = line();
        TestDialect higher = new TestDialect((action, payload) -> "{\"by\":\"higher\"}");
        lanes.addDialect(higher, Map.of("service.ranking", 7));
        assertThat(line.says("[2,'1','A',{}]").hears())
                .as("who has the lane keeps it")
                .contains("lower");
        assertThat(line().says("[2,'1','A',{}]").hears()).contains("higher");
        lanes.removeDialect(lower);
        assertThat(line.says("[2,'2','A',{}]").hears()).contains("higher");
        lanes.removeDialect(lower);
        assertThat(line.says("[2,'3','A',{}]").hears()).contains("higher");
    }

    @Test
    void aSubprotocolIsNotDisturbedByAnother() throws Exception {
        speak(new TestDialect());
        Line line = line();
        TestDialect other = new TestDialect() {
            @Override
            public String subprotocol() {
                return "other";
            }
        };
        speak(other);
        lanes.removeDialect(other);
        assertThat(line.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
        assertThat(other.opened).hasValue(0);
    }

    @Test
    void aDialectThatCannotOpenASessionLeavesTheLaneToItsSuccessor() throws Exception {
        TestDialect broken = speak(new TestDialect() {
            @Override
            public OcppSession open(StationId station, OcppCaller caller) {
                throw new IllegalStateException("broken");
            }
        });
        Line line = line().says("[2,'1','A',{}]");
        lanes.removeDialect(broken);
        speak(new TestDialect());
        assertThat(line.hears()).startsWith("[3,'1',");
    }

    @Test
    void aSessionThatCannotBeClosedDoesNotStopTheOthers() throws Exception {
        TestDialect rude = speak(new TestDialect() {
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
        Line one = line();
        Line two = new Line(lanes, "CP-2");
        lanes.removeDialect(rude);
        assertThat(rude.closed).hasValue(2);
        speak(new TestDialect());
        assertThat(one.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
        assertThat(two.says("[2,'1','A',{}]").hears()).startsWith("[3,'1',");
    }

    /** Twenty busy stations, ten replacements: every call is answered exactly once, in order, and no connection closes. */
    @Test
    void everyCallIsAnsweredOnceWhileDialectsComeAndGo() throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        List<Line> lines = new ArrayList<>();
        List<Future<Integer>> stations = new ArrayList<>();
        TestDialect current = speak(slowDialect());
        for (int i = 0; i < 20; i++) {
            Line line = new Line(lanes, "CP-" + i);
            lines.add(line);
            stations.add(threads.submit(() -> {
                int calls = 0;
                while (going.get()) {
                    calls++;
                    String answer = line.says("[2,'" + calls + "','A',{'n':" + calls + "}]")
                            .hears();
                    assertThat(answer).isEqualTo("[3,'" + calls + "',{'n':" + calls + "}]");
                }
                return calls;
            }));
        }
        for (int i = 0; i < 10; i++) {
            Thread.sleep(20);
            TestDialect next = slowDialect();
            lanes.removeDialect(current);
            Thread.sleep(10);
            current = speak(next);
        }
        going.set(false);
        for (Future<Integer> station : stations) {
            assertThat(station.get()).isGreaterThan(10);
        }
        assertThat(lines).allMatch(line -> line.open() && line.silent());
    }

    private static TestDialect slowDialect() {
        return new TestDialect((action, payload) -> {
            Thread.sleep(3);
            return payload;
        });
    }

    // ---- nothing of a replaced dialect stays behind

    /** The test's own classes once more, as the bundle of a dialect has them. */
    private static final class BundleLoader extends URLClassLoader {

        BundleLoader() {
            super(new URL[0], ReplacementTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(TestDialect.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** A dialect of a loader of its own. */
    private OcppDialect foreignDialect(List<WeakReference<ClassLoader>> loaders) throws Exception {
        BundleLoader loader = new BundleLoader();
        loaders.add(new WeakReference<>(loader));
        var constructor = loader.loadClass(TestDialect.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        OcppDialect dialect = (OcppDialect) constructor.newInstance();
        assertThat(dialect.getClass().getClassLoader()).isSameAs(loader);
        return dialect;
    }

    @Test
    void afterTenReplacementsAtMostTwoGenerationsAreReachable() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        TestDialect first = speak(new TestDialect());
        Line line = line();
        lanes.removeDialect(first);
        AtomicInteger commands = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            live(line, foreignDialect(loaders), i, commands);
        }
        await(() -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.get() != null).count() <= 1;
        });
        assertThat(commands).hasValue(10);
        assertThat(line.open()).isTrue();
    }

    /** One generation: it answers, commands, is tapped, fails, leaves a command open and goes. */
    private void live(Line line, OcppDialect dialect, int number, AtomicInteger commands) throws Exception {
        speak(dialect);
        try (AutoCloseable tap = lanes.watch(new StationId("CP-1"), frame -> {})) {
            assertThat(tap).isNotNull();
            assertThat(line.says("[2,'a" + number + "','A',{}]").hears()).startsWith("[3,'a" + number + "',");
            Future<Outcome> done = command(line);
            line.says("[3,'" + line.hearsCall("DataTransfer") + "',{}]");
            assertThat(done.get().accepted()).isTrue();
            Future<Outcome> open = command(line);
            line.hearsCall("DataTransfer");
            lanes.removeDialect(dialect);
            assertThat(open.get().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
            commands.incrementAndGet();
        }
    }
}

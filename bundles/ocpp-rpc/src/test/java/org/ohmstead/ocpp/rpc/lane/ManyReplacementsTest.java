package org.ohmstead.ocpp.rpc.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp.rpc.lane.TestLanes.LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppDialect;

/** Dialects replaced again and again under load, and what is left of them (design section 5). */
@Timeout(60)
class ManyReplacementsTest {

    private final TestLanes lanes = new TestLanes(new Rules(LONG, LONG, 8, 12, Duration.ofMillis(150), LONG, LONG));

    @AfterEach
    void stop() {
        lanes.close();
    }

    private CompletableFuture<Outcome> command(Line line) {
        DataTransferControl control =
                line.lane.control().as(DataTransferControl.class).orElseThrow();
        return lanes.async(() -> control.transfer("acme", Optional.empty(), Optional.empty()));
    }

    /** Twenty busy stations, ten replacements: every call is answered exactly once, in order, and no connection closes. */
    @Test
    void everyCallIsAnsweredOnceWhileDialectsComeAndGo() throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        Semaphore answers = new Semaphore(0);
        List<Line> lines = new ArrayList<>();
        List<CompletableFuture<Integer>> stations = new ArrayList<>();
        TestDialect current = lanes.speak(unhurried());
        for (int i = 0; i < 20; i++) {
            Line line = lanes.line("CP-" + i, "test");
            lines.add(line);
            stations.add(lanes.async(unchecked(() -> {
                int calls = 0;
                while (going.get()) {
                    calls++;
                    String answer = line.says("[2,'" + calls + "','A',{'n':" + calls + "}]")
                            .hears();
                    assertThat(answer).isEqualTo("[3,'" + calls + "',{'n':" + calls + "}]");
                    answers.release();
                }
                return calls;
            })));
        }
        for (int i = 0; i < 10; i++) {
            answers.acquire(300);
            TestDialect next = unhurried();
            lanes.service.removeDialect(current);
            current = lanes.speak(next);
        }
        going.set(false);
        for (CompletableFuture<Integer> station : stations) {
            assertThat(station.get()).isGreaterThan(10);
        }
        assertThat(lines).allMatch(line -> line.open() && line.silent());
    }

    private static <T> Supplier<T> unchecked(Callable<T> task) {
        return () -> {
            try {
                return task.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static TestDialect unhurried() {
        return new TestDialect((action, payload) -> {
            Thread.yield();
            return payload;
        });
    }

    // ---- nothing of a replaced dialect stays behind

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

    /** The test's own classes once more, as the bundle of a dialect has them. */
    private static final class BundleLoader extends URLClassLoader {

        BundleLoader() {
            super(new URL[0], ManyReplacementsTest.class.getClassLoader());
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
        loaders.add(new WeakReference<>(loader, collected));
        var constructor = loader.loadClass(TestDialect.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        OcppDialect dialect = (OcppDialect) constructor.newInstance();
        assertThat(dialect.getClass().getClassLoader()).isSameAs(loader);
        return dialect;
    }

    private void awaitCollected(int count) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (int left = count; left > 0; ) {
            System.gc();
            left -= collected.remove(100) == null ? 0 : 1;
            assertThat(System.nanoTime()).as("collected in time").isLessThan(until);
        }
    }

    @Test
    void afterTenReplacementsAtMostTwoGenerationsAreReachable() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        TestDialect first = lanes.speak(new TestDialect());
        Line line = lanes.line();
        lanes.service.removeDialect(first);
        AtomicInteger commands = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            live(line, foreignDialect(loaders), i, commands);
        }
        awaitCollected(9);
        assertThat(commands).hasValue(10);
        assertThat(line.open()).isTrue();
    }

    /** One generation: it answers, commands, is tapped, fails, leaves a command open and goes. */
    private void live(Line line, OcppDialect dialect, int number, AtomicInteger commands) throws Exception {
        lanes.speak(dialect);
        try (AutoCloseable tap = lanes.service.watch(new StationId("CP-1"), frame -> {})) {
            assertThat(tap).isNotNull();
            assertThat(line.says("[2,'a" + number + "','A',{}]").hears()).startsWith("[3,'a" + number + "',");
            CompletableFuture<Outcome> done = command(line);
            line.says("[3,'" + line.hearsCall("DataTransfer") + "',{}]");
            assertThat(done.get().accepted()).isTrue();
            CompletableFuture<Outcome> open = command(line);
            line.hearsCall("DataTransfer");
            lanes.service.removeDialect(dialect);
            assertThat(open.get().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
            commands.incrementAndGet();
        }
    }
}

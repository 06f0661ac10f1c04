package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ohmstead.transactions.Scene.CP1;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.end;
import static org.ohmstead.transactions.Scene.idOf;
import static org.ohmstead.transactions.Scene.receivedAt;
import static org.ohmstead.transactions.Scene.second;
import static org.ohmstead.transactions.Scene.start;
import static org.ohmstead.transactions.Scene.update;
import static org.ohmstead.transactions.Scene.withId;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.store.TransactionStore;

/** The store fails, or does what it was asked and cannot say so; stations talk all at once. */
class TroubleTest {

    private final Set<String> unsure = ConcurrentHashMap.newKeySet();
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();
    private final Scene scene = new Scene().over(this::troubled);

    @Test
    void aStartThatMayBeStoredIsFoundWhenItIsToldAgain() {
        unsure.add("start");
        assertThatThrownBy(() -> scene.starts(1, T0, 1_000)).isInstanceOf(StoreUnavailable.class);
        assertThat(scene.service.open(Scope.ALL)).as("nobody may be told of it").isEmpty();

        Start start = scene.starts(1, T0, 1_000);

        assertThat(scene.count()).isEqualTo(1);
        assertThat(scene.service.open(Scope.ALL)).containsExactly(start.transaction());
    }

    @Test
    void aStartThatWasNotStoredIsForgotten() {
        refusing.add("start");
        assertThatThrownBy(() -> scene.starts(1, T0, 1_000)).isInstanceOf(StoreUnavailable.class);

        scene.starts(1, T0, 1_000);

        assertThat(scene.count()).isEqualTo(1);
    }

    @Test
    void anotherStartThanTheOneThatMayBeStoredSupersedesIt() {
        unsure.add("start");
        assertThatThrownBy(() -> scene.starts(1, T0, 1_000)).isInstanceOf(StoreUnavailable.class);

        Start next = scene.starts(1, second(600), 2_000);

        assertThat(scene.service.open(Scope.ALL)).containsExactly(next.transaction());
        assertThat(scene.count()).isEqualTo(2);
    }

    @Test
    void aStopThatMayBeStoredIsAnsweredWhenItIsToldAgain() {
        Start start = scene.starts(1, T0, 1_000);
        unsure.add("end");
        assertThatThrownBy(() -> scene.ends(start, second(600), 2_000)).isInstanceOf(StoreUnavailable.class);

        assertThat(scene.ends(start, second(600), 2_000).flags()).isEmpty();
        assertThat(scene.service.open(Scope.ALL)).isEmpty();
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(1_000));
    }

    @Test
    void readingsThatMayBeStoredAreStoredOnce() {
        Start start = scene.starts(1, T0, 1_000);
        unsure.add("record");
        assertThatThrownBy(() -> scene.meters(start, second(60), "1500")).isInstanceOf(StoreUnavailable.class);

        scene.meters(start, second(60), "1500");

        assertThat(scene.readings(start)).hasSize(1);
    }

    @Test
    void readingsThatMayBeStoredAreCountedWhenTheyAreToldAgain() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(30), "1200");
        unsure.add("record");
        assertThatThrownBy(() -> scene.meters(start, second(60), "1500")).isInstanceOf(StoreUnavailable.class);

        scene.meters(start, second(60), "1500");

        assertThat(scene.find(start).energy()).contains(Energy.ofWattHours(500));
        assertThat(scene.service.latest(start.transaction().id()))
                .hasValueSatisfying(latest -> assertThat(latest.at()).isEqualTo(second(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "recount"})
    void readingsOfWhatIsOverThatMayBeStoredAreCountedWhenTheyAreToldAgain(String unknown) {
        Start start = scene.starts(1, T0, 0);
        scene.ends(start, second(600), 1_234_567);
        scene.now = second(700);
        for (Set<String> trouble : List.of(refusing, unsure)) {
            trouble.add(unknown);
            assertThatThrownBy(() -> scene.meters(start, second(60), "1233567")).isInstanceOf(StoreUnavailable.class);
        }

        scene.meters(start, second(60), "1233567");

        assertThat(scene.find(start).energy()).contains(Energy.ofWattHours(1_000));
        assertThat(scene.facts(Facts.EnergyCounted.class)).hasSize(1);
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(1_000));
        assertThat(scene.readings(start)).hasSize(1);
    }

    @Test
    void whatFitsNothingAndWasNotKeptIsKeptWhenItIsToldAgain() {
        refusing.add("unmatched");
        assertThatThrownBy(() -> scene.service.ended(end(CP1, "0", second(60), 5)))
                .isInstanceOf(StoreUnavailable.class);

        scene.service.ended(end(CP1, "0", second(60), 5));

        assertThat(scene.facts).hasSize(1);
    }

    @Test
    void readingsFindTheTransactionWhoseStartMayBeStored() {
        unsure.add("start");
        assertThatThrownBy(() -> scene.service.started(withId(start(CP1, 1, T0, 1_000), "abc")))
                .isInstanceOf(StoreUnavailable.class);

        scene.service.updated(update(CP1, 1, "abc", second(60), "1500"));

        assertThat(scene.service.open(Scope.ALL)).singleElement().satisfies(open -> {
            assertThat(open.energy()).contains(Energy.ofWattHours(500));
            assertThat(open.flags()).doesNotContain(TransactionFlag.READING_AFTER_END);
        });
    }

    @Test
    void stationsDoNotWaitForEachOther() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        scene.over(store -> delaying(store, stuck));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Start> slow = threads.submit(() -> scene.service.started(start(new StationId("SLOW"), 1, T0, 1)));
            Future<Start> quick = threads.submit(() -> scene.service.started(start(CP1, 1, T0, 1)));

            assertThat(quick.get(10, TimeUnit.SECONDS).transaction().open()).isTrue();
            assertThat(slow).isNotDone();
            stuck.countDown();
            assertThat(slow.get(10, TimeUnit.SECONDS).transaction().open()).isTrue();
        }
    }

    @Test
    void thousandsOfStartsAtOnceGetDifferentIds() throws Exception {
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        TransactionIds made = new TransactionIds(Clock.fixed(T0, ZoneOffset.UTC));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Set<Future<?>> makers = new HashSet<>();
            for (int i = 0; i < 8; i++) {
                makers.add(threads.submit(() -> {
                    for (int n = 0; n < 5_000; n++) {
                        ids.add(made.next().value());
                    }
                }));
            }
            for (Future<?> maker : makers) {
                maker.get();
            }
        }
        assertThat(ids).hasSize(40_000);
        assertThat(TransactionId.parse(made.next().toString()).value()).isPositive();
    }

    @Test
    void theSameStartOnTwoConnectionsAtOnceIsOneTransaction() throws Exception {
        Set<String> numbers = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                int late = i;
                threads.submit(() ->
                        numbers.add(idOf(scene.service.started(receivedAt(start(CP1, 1, T0, 1_000), second(late))))));
            }
        }
        assertThat(numbers).hasSize(1);
    }

    /** Fails once for each method named: before it did anything, or after it did everything. */
    private TransactionStore troubled(TransactionStore store) {
        return proxy((method, arguments) -> {
            if (refusing.remove(method.getName())) {
                throw new StoreUnavailable("not stored", false, null);
            }
            Object result = method.invoke(store, arguments);
            if (unsure.remove(method.getName())) {
                throw new StoreUnavailable("perhaps stored", true, null);
            }
            return result;
        });
    }

    private static TransactionStore delaying(TransactionStore store, CountDownLatch until) {
        return proxy((method, arguments) -> {
            if (arguments != null
                    && arguments[0] instanceof TransactionStore.Start start
                    && start.station().value().equals("SLOW")) {
                until.await();
            }
            return method.invoke(store, arguments);
        });
    }

    private interface Call {
        Object on(Method method, Object[] arguments) throws Exception;
    }

    private static TransactionStore proxy(Call call) {
        return (TransactionStore) Proxy.newProxyInstance(
                TransactionStore.class.getClassLoader(),
                new Class<?>[] {TransactionStore.class},
                (self, method, args) -> {
                    try {
                        return call.on(method, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

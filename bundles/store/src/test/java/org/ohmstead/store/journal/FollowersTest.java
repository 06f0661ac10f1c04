package org.ohmstead.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.ohmstead.store.OpenStore.T0;
import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.ServerStarted;
import org.ohmstead.api.journal.Facts.ServerStopped;
import org.ohmstead.api.journal.Facts.StationConnected;
import org.ohmstead.api.journal.Facts.StationDisconnected;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.Journal.FollowerState;
import org.ohmstead.api.journal.Journal.Subscription;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;

/** Who follows the journal gets every entry, whatever happens to it or to the others. */
class FollowersTest extends JournalScene {

    @Test
    void aFollowerGetsWhatItWantsInOrder() throws Exception {
        Recorder recorder = new Recorder("erp", Set.of("StationConnected"));
        store.journal().follow(recorder, false);
        for (int i = 0; i < 20; i++) {
            append(new StationConnected("c" + i), CP1, Optional.empty());
            append(new StationDisconnected("d" + i), CP1, Optional.empty());
        }
        for (int i = 0; i < 20; i++) {
            assertThat(recorder.next()).isEqualTo(new StationConnected("c" + i));
        }
    }

    @Test
    void aFollowerSeenForTheFirstTimeBeginsWhereItIsTold() throws Exception {
        append(new StationConnected("before"), CP1, Optional.empty());
        Recorder fromHead = new Recorder("head", Set.of());
        Recorder fromBegin = new Recorder("begin", Set.of("StationConnected"));
        store.journal().follow(fromHead, false);
        store.journal().follow(fromBegin, true);
        append(new StationConnected("after"), CP1, Optional.empty());

        assertThat(fromHead.next()).isEqualTo(new StationConnected("after"));
        assertThat(fromBegin.next()).isEqualTo(new StationConnected("before"));
        assertThat(fromBegin.next()).isEqualTo(new StationConnected("after"));
    }

    @Test
    void aFollowerGoesOnAfterARestartWhereItStopped() throws Exception {
        Recorder first = new Recorder("erp", Set.of());
        store.journal().follow(first, true);
        assertThat(first.next()).isEqualTo(new ServerStarted("1.2.3", Optional.empty()));
        append(new StationConnected("one"), CP1, Optional.empty());
        assertThat(first.next()).isEqualTo(new StationConnected("one"));
        restart();
        Recorder again = new Recorder("erp", Set.of());
        store.journal().follow(again, true);

        assertThat(again.next()).isEqualTo(new ServerStopped());
        assertThat(again.next()).isEqualTo(new ServerStarted("1.2.3", Optional.of(T0)));
    }

    @Test
    void aFollowerThatIsJustComingIsWhereItWasStored() throws Exception {
        store.journal().follow(new Recorder("erp", Set.of()), false);
        restart();
        JournalPosition before = stateOf("erp").position();
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            others.submit(() -> store.service().writer().write(work -> {
                held.countDown();
                while (hold.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return null;
            }));
            held.await();
            others.submit(() -> store.journal().follow(new Recorder("erp", Set.of()), false));
            try {
                while (!stateOf("erp").running()) {
                    Thread.onSpinWait();
                }
                assertThat(stateOf("erp").position()).isEqualTo(before);
            } finally {
                hold.countDown();
            }
        }
    }

    private Journal.FollowerState stateOf(String name) {
        return store.journal().followers().stream()
                .filter(follower -> follower.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFollowerThatFailsGetsTheSameEntryAgainAndHoldsUpNobody() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        Recorder failing = new Recorder("failing", Set.of("StationConnected")) {
            @Override
            public void follow(JournalEntry entry) throws Exception {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("not today");
                }
                super.follow(entry);
            }
        };
        Recorder other = new Recorder("other", Set.of("StationConnected"));
        store.journal().follow(failing, false);
        store.journal().follow(other, false);
        append(new StationConnected("one"), CP1, Optional.empty());
        append(new StationConnected("two"), CP1, Optional.empty());

        assertThat(other.next()).isEqualTo(new StationConnected("one"));
        assertThat(other.next()).isEqualTo(new StationConnected("two"));
        await(() -> state("failing").failure().isPresent() || failures.get() < 0);
        assertThat(failing.next()).isEqualTo(new StationConnected("one"));
        assertThat(failing.next()).isEqualTo(new StationConnected("two"));
        await(() -> state("failing").lag() == 0);
        assertThat(state("failing").failure()).isEmpty();
    }

    @Test
    void aClosedFollowerIsNotCalledAnyMoreAndItsPositionStays() throws Exception {
        Recorder recorder = new Recorder("erp", Set.of("StationConnected"));
        Subscription following = store.journal().follow(recorder, false);
        append(new StationConnected("one"), CP1, Optional.empty());
        recorder.next();
        following.close();
        following.close();
        append(new StationConnected("two"), CP1, Optional.empty());

        assertThat(recorder.seen).isEmpty();
        assertThat(state("erp").running()).isFalse();
        assertThat(state("erp").lag()).isEqualTo(1);
        store.journal().follow(recorder, false);
        assertThat(recorder.next()).isEqualTo(new StationConnected("two"));
    }

    @Test
    void aFollowerClosedWhileItTakesAnEntryMissesNoneAfterIt() throws Exception {
        append(new StationConnected("one"), CP1, Optional.empty());
        append(new StationConnected("two"), CP1, Optional.empty());
        append(new StationDisconnected("not wanted"), CP1, Optional.empty());
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Subscription> following = new AtomicReference<>();
        Recorder recorder = new Recorder("erp", Set.of("StationConnected")) {
            @Override
            public void follow(JournalEntry entry) throws Exception {
                started.await();
                super.follow(entry);
                following.get().close();
            }
        };
        following.set(store.journal().follow(recorder, true));
        started.countDown();
        assertThat(recorder.next()).isEqualTo(new StationConnected("one"));
        following.get().close();
        await(() -> !state("erp").running());
        restart();
        Recorder again = new Recorder("erp", Set.of("StationConnected"));
        store.journal().follow(again, true);

        assertThat(again.next()).isEqualTo(new StationConnected("two"));
    }

    @Test
    void aFollowerOfManyEntriesCostsFewCommits() throws Exception {
        Recorder recorder = new Recorder("erp", Set.of("StationConnected"));
        store.journal().follow(recorder, false);
        AtomicInteger commits = new AtomicInteger();
        store.onCommit(commits::incrementAndGet);
        appendTogether(IntStream.range(0, 150)
                .mapToObj(i -> entry(CP1, new StationConnected("c" + i)))
                .toArray(Append[]::new));
        for (int i = 0; i < 150; i++) {
            recorder.next();
        }
        await(() -> stored("erp") == store.journal().head().seq());

        assertThat(commits).hasValueLessThan(75);
    }

    @Test
    void whatWasTakenBeforeAnEntryThatHangsIsStored() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        Recorder slow = new Recorder("erp", Set.of("StationConnected")) {
            @Override
            public void follow(JournalEntry entry) throws Exception {
                if (entry.fact().equals(new StationConnected("two"))) {
                    hold.await();
                }
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(110);
                JournalServiceTest.await(() -> System.nanoTime() > until);
            }
        };
        store.journal().follow(slow, false);
        appendTogether(entry(CP1, new StationConnected("one")), entry(CP1, new StationConnected("two")));
        await(() -> stored("erp") == store.journal().head().seq() - 1);
        hold.countDown();
    }

    @Test
    void aFollowerThatHangsIsLeftBehindAndNeverMovesItsPosition() throws Exception {
        JournalService impatient = new JournalService(store.service(), Duration.ofMillis(20));
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        Recorder hanging = new Recorder("erp", Set.of()) {
            @Override
            public void follow(JournalEntry entry) throws Exception {
                called.countDown();
                hold.await();
                back.countDown();
            }
        };
        Subscription following = impatient.follow(hanging, false);
        append(new StationConnected("one"), CP1, Optional.empty());
        called.await();
        following.close();
        Recorder next = new Recorder("erp", Set.of());
        impatient.follow(next, false);
        assertThat(next.next()).isEqualTo(new StationConnected("one"));
        append(new StationConnected("two"), CP1, Optional.empty());
        assertThat(next.next()).isEqualTo(new StationConnected("two"));
        long head = store.journal().head().seq();
        await(() -> stored("erp") == head);

        AtomicInteger commits = new AtomicInteger();
        store.onCommit(commits::incrementAndGet);
        hold.countDown();
        back.await();
        await(() -> commits.get() > 0);
        assertThat(stored("erp")).isEqualTo(head);
        impatient.close();
    }

    /** Its port would move the position under the feet of the next one. */
    @Test
    void aProjectionThatHangsIsNotWaitedForForEverAndNoOtherTakesItsPlaceBeforeItEnds() throws Exception {
        JournalService impatient = new JournalService(store.service(), Duration.ofMillis(20));
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        JournalProjection hanging = projection(entries -> {
            called.countDown();
            hold.await();
        });
        Subscription projecting = impatient.project(hanging);
        append(new StationConnected("one"), CP1, Optional.empty());
        called.await();

        assertThatIllegalStateException()
                .isThrownBy(projecting::close)
                .withMessageContaining("ledger does not come back");
        assertThatIllegalStateException().isThrownBy(() -> impatient.project(projection(entries -> {})));
        impatient.close();

        hold.countDown();
        BlockingQueue<Integer> pages = new LinkedBlockingQueue<>();
        await(() -> startsNow(impatient, projection(entries -> pages.add(entries.size()))));
        assertThat(pages.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
        impatient.close();
    }

    private static boolean startsNow(JournalService journal, JournalProjection projection) {
        try {
            journal.project(projection);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** What a projection does with a page; its position stays. */
    @FunctionalInterface
    private interface Effect {
        void of(List<JournalEntry> entries) throws Exception;
    }

    private static JournalProjection projection(Effect effect) {
        return new JournalProjection() {
            @Override
            public String name() {
                return "ledger";
            }

            @Override
            public Set<String> kinds() {
                return Set.of("StationConnected");
            }

            @Override
            public void follow(List<JournalEntry> entries, JournalPosition reached) throws Exception {
                effect.of(entries);
            }
        };
    }

    @Test
    void whateverAFollowerThrowsItIsTriedAgain() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        Recorder failing = new Recorder("failing", Set.of()) {
            @Override
            public void follow(JournalEntry entry) throws Exception {
                if (failures.getAndDecrement() > 0) {
                    throw new AssertionError("a plugin's own");
                }
                super.follow(entry);
            }
        };
        store.journal().follow(failing, false);
        append(new StationConnected("one"), CP1, Optional.empty());

        assertThat(failing.next()).isEqualTo(new StationConnected("one"));
    }

    private long stored(String follower) {
        return store.service().readers().read(statements -> {
            PreparedStatement query = statements.prepare("select seq from journal_follower where name = ?");
            query.setString(1, follower);
            return first(query, row -> row.getLong(1)).orElseThrow();
        });
    }

    @Test
    void oneNameFollowsOnce() {
        store.journal().follow(new Recorder("erp", Set.of()), false);

        assertThatIllegalStateException()
                .isThrownBy(() -> store.journal().follow(new Recorder("erp", Set.of()), false));
    }

    private FollowerState state(String name) {
        return store.journal().followers().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Remembers what it was given. */
    private static class Recorder implements JournalFollower {

        private final String name;
        private final Set<String> kinds;
        private final BlockingQueue<Fact> seen = new LinkedBlockingQueue<>();

        Recorder(String name, Set<String> kinds) {
            this.name = name;
            this.kinds = kinds;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<String> kinds() {
            return kinds;
        }

        @Override
        public void follow(JournalEntry entry) throws Exception {
            seen.add(entry.fact());
        }

        Fact next() throws InterruptedException {
            return seen.poll(20, TimeUnit.SECONDS);
        }
    }
}

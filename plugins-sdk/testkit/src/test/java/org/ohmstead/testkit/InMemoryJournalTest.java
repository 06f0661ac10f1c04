package org.ohmstead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal.Subscription;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.SiteId;

class InMemoryJournalTest {

    private final InMemoryJournal journal = new InMemoryJournal();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void positionsAreWithoutGap() {
        append(new Facts.ServerStarted("1", Optional.empty()));
        append(new Facts.ServerStopped());

        assertThat(journal.read(new JournalPosition(1, 0), 10))
                .extracting(entry -> entry.position().toString())
                .containsExactly("1:1", "1:2");
        assertThat(journal.head()).isEqualTo(new JournalPosition(1, 2));
    }

    @Test
    void aFollowerThatThrowsSeesTheSameEntryAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        JournalFollower follower = follower("unlucky", Set.of(), entry -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            seen.add(entry.position().toString());
        });
        Subscription following = journal.follow(follower, false);
        append(new Facts.ServerStarted("1", Optional.empty()));
        assertThat(next()).isEqualTo("1:1");
        following.close();
        assertThat(tries).hasValue(2);
    }

    @Test
    void aFollowerComesBackWhereItLeft() throws Exception {
        JournalFollower follower = follower(
                "erp",
                Set.of("ServerStopped"),
                entry -> seen.add(entry.position().toString()));
        append(new Facts.ServerStopped());
        Subscription following = journal.follow(follower, true);
        assertThat(next()).isEqualTo("1:1");
        assertThatThrownBy(() -> journal.follow(follower, true)).isInstanceOf(IllegalStateException.class);
        while (journal.followers().getFirst().lag() > 0) {
            Thread.onSpinWait();
        }
        following.close();
        append(new Facts.ServerStarted("2", Optional.empty()));
        append(new Facts.ServerStopped());
        following = journal.follow(follower, false);
        assertThat(next()).isEqualTo("1:3");
        following.close();
    }

    private String next() throws InterruptedException {
        return seen.poll(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void append(Fact fact) {
        journal.accept(new JournalEntry(
                new JournalPosition(0, 0), Optional.empty(), Instant.EPOCH, SiteId.DEFAULT, Optional.empty(), fact));
    }

    private interface Action {
        void on(JournalEntry entry) throws Exception;
    }

    private static JournalFollower follower(String name, Set<String> kinds, Action action) {
        return new JournalFollower() {
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
                action.on(entry);
            }
        };
    }
}

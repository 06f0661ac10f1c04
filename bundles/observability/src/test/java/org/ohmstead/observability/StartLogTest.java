package org.ohmstead.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.testkit.InMemoryJournal;

/** How the server before this one ended, by the journal. */
class StartLogTest {

    private static final Instant ALIVE = Instant.parse("2026-11-29T12:00:00Z");

    private final InMemoryJournal journal = new InMemoryJournal();

    @Test
    void aServerThatWasKilledIsToldWithWhenItWasLastAlive() {
        happens(started(Optional.empty()), new Facts.StationRemoved(), started(Optional.of(ALIVE)));

        assertThat(StartLog.killed(journal)).hasValue(ALIVE);
    }

    @Test
    void whatHappenedSinceTheStartHidesNothing() {
        happens(started(Optional.empty()), started(Optional.of(ALIVE)), new Facts.StationRemoved());

        assertThat(StartLog.killed(journal)).hasValue(ALIVE);
    }

    @Test
    void aServerThatWasStoppedIsNot() {
        happens(started(Optional.empty()), new Facts.ServerStopped(), started(Optional.of(ALIVE)));

        assertThat(StartLog.killed(journal)).isEmpty();
    }

    @Test
    void beforeTheFirstThereWasNone() {
        assertThat(StartLog.killed(journal)).isEmpty();
        happens(started(Optional.empty()));

        assertThat(StartLog.killed(journal)).isEmpty();
    }

    @Test
    void anOldKillIsNotToldAgain() {
        happens(started(Optional.empty()), started(Optional.of(ALIVE)));
        happens(new Facts.ServerStopped(), started(Optional.of(ALIVE.plusSeconds(60))));

        assertThat(StartLog.killed(journal)).isEmpty();
    }

    private static Fact started(Optional<Instant> lastAlive) {
        return new Facts.ServerStarted("1.0", lastAlive);
    }

    private void happens(Fact... facts) {
        for (Fact fact : facts) {
            journal.accept(new JournalEntry(
                    new JournalPosition(1, 1), Optional.empty(), ALIVE, SiteId.DEFAULT, Optional.empty(), fact));
        }
    }
}

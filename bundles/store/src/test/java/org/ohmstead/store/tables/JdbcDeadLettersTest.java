package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.journal.DeadLetters.DeadLetter;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.OpenStore;

class JdbcDeadLettersTest {

    @TempDir
    private Path home;

    private OpenStore store;
    private JdbcDeadLetters letters;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        letters = new JdbcDeadLetters(store.service());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLetterIsThereAfterARestart() {
        letters.keep(letter("erp", 7, 1, "refused"));
        store.close();
        open();

        assertThat(letters.find("erp", new JournalPosition(1, 7))).contains(letter("erp", 7, 1, "refused"));
    }

    @Test
    void keptAgainItReplacesWhatWasThere() {
        letters.keep(letter("erp", 7, 1, "refused"));
        letters.keep(letter("erp", 7, 5, "no answer"));
        letters.keep(letter("mail", 7, 1, "no server"));

        assertThat(letters.counts()).isEqualTo(Map.of("erp", 1L, "mail", 1L));
        assertThat(letters.find("erp", new JournalPosition(1, 7))).contains(letter("erp", 7, 5, "no answer"));
    }

    @Test
    void whatIsDiscardedIsGoneOnce() {
        letters.keep(letter("erp", 7, 1, "refused"));

        assertThat(letters.discard("mail", new JournalPosition(1, 7))).isFalse();
        assertThat(letters.discard("erp", new JournalPosition(2, 7))).isFalse();
        assertThat(letters.discard("erp", new JournalPosition(1, 7))).isTrue();
        assertThat(letters.discard("erp", new JournalPosition(1, 7))).isFalse();
        assertThat(letters.counts()).isEmpty();
    }

    @Test
    void pagesHoldEachLetterOnceLatestFirst() {
        for (int seq = 1; seq <= 5; seq++) {
            letters.keep(letter("erp", seq, 1, "refused"));
            letters.keep(letter("mail:night", seq, 1, "refused"));
        }

        Page<DeadLetter> first = letters.page(Optional.empty(), Page.Request.first(3));
        Page<DeadLetter> second = letters.page(Optional.empty(), new Page.Request(first.next(), 100));

        assertThat(Stream.concat(first.items().stream(), second.items().stream())
                        .map(letter -> letter.position().seq()))
                .containsExactly(5L, 5L, 4L, 4L, 3L, 3L, 2L, 2L, 1L, 1L);
        assertThat(second.next()).isEmpty();
        assertThat(letters.page(Optional.of("erp"), Page.Request.first(100)).items())
                .hasSize(5)
                .allSatisfy(letter -> assertThat(letter.follower()).isEqualTo("erp"));
    }

    @Test
    void aPageBeginsOnlyWhereOneEnded() {
        assertThatThrownBy(() -> letters.page(Optional.empty(), new Page.Request(Optional.of("nowhere"), 10)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongComplaintIsCutAndKept() {
        letters.keep(letter("erp", 7, 1, "x".repeat(5_000)));

        assertThat(letters.find("erp", new JournalPosition(1, 7)).orElseThrow().failure())
                .hasSize(1_000);
    }

    private static DeadLetter letter(String follower, long seq, int attempts, String failure) {
        return new DeadLetter(
                follower,
                new JournalPosition(1, seq),
                "TransactionEnded",
                Optional.of(new StationId("CP-1")),
                OpenStore.T0.plusSeconds(seq),
                attempts,
                failure);
    }
}

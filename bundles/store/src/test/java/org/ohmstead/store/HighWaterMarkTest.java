package org.ohmstead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.journal.JournalPosition;

/** A database that lost its end opens without a word; the mark beside it says how far it had come. */
class HighWaterMarkTest {

    @TempDir
    private Path home;

    private Path mark() {
        return home.resolve("journal-mark");
    }

    private JournalPosition runAndStop() {
        try (OpenStore store = new OpenStore(home)) {
            return store.service().head();
        }
    }

    private void assertRefused(String... words) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new OpenStore(home))
                .satisfies(refusal -> assertThat(refusal).hasMessageContainingAll(words));
    }

    @Test
    void aServerThatStoppedGoesOnWhereItWas() throws IOException {
        JournalPosition first = runAndStop();
        assertThat(Files.readString(mark())).isEqualTo("1:" + (first.seq() + 1) + "\n");

        assertThat(runAndStop().seq()).isGreaterThan(first.seq());
    }

    @Test
    void anOlderCopyOfTheDatabaseIsNotStarted(@TempDir Path copy) throws IOException {
        runAndStop();
        OpenStore.copy(home, copy);
        runAndStop();
        Files.copy(mark(), copy.resolve("journal-mark"), StandardCopyOption.REPLACE_EXISTING);
        home = copy;

        assertRefused(
                "is not whole",
                "ends at journal position 1:2",
                "had come to 1:4",
                "ohmstead restore FILE --home " + home);
    }

    /** Derby takes one whose log is gone for one that was stopped cleanly at its last checkpoint. */
    @Test
    void aDatabaseWhoseLogWasRemovedAfterAKillIsNotStarted(@TempDir Path killed) throws IOException {
        OpenStore store = new OpenStore(home);
        OpenStore.copy(home, killed);
        store.close();
        Files.copy(mark(), killed.resolve("journal-mark"));
        try (DirectoryStream<Path> log = Files.newDirectoryStream(killed.resolve("data/derby/log"), "log*.dat")) {
            for (Path file : log) {
                Files.delete(file);
            }
        }
        home = killed;

        assertRefused("is not whole");
    }

    /** OpenStore would put one there. */
    @Test
    void noDatabaseIsMadeWhereThereWasOne() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(mark(), "1:8922\n");

        assertRefused("there is no database", "had come to journal position 1:8922", "mount it", "delete " + mark());
        assertThat(home.resolve("data")).isEmptyDirectory();
    }

    @Test
    void anEmptyDatabaseWhereThereWasOneIsNotStarted() throws IOException {
        Files.writeString(mark(), "1:8922\n");

        assertRefused("ends at journal position 1:0", "ohmstead restore FILE --home " + home);
    }

    @Test
    void aRestoredDatabaseBeginsAnotherEpochAndMayEndEarlier() {
        assertThat(HighWaterMark.missing(Optional.of(new JournalPosition(1, 8922)), new JournalPosition(2, 17)))
                .isEmpty();
        assertThat(HighWaterMark.missing(Optional.of(new JournalPosition(2, 17)), new JournalPosition(1, 8922)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1:", "\0\0\0\0", "1:99999999999999999999", "nonsense"})
    void aMarkThatNobodyCanReadKeepsNobodyOut(String half) throws IOException {
        Files.writeString(mark(), half);

        assertThat(runAndStop().seq()).isPositive();
    }

    @Test
    void aMarkThatMayNotBeReadIsNoReasonToGoOnWithout() throws IOException {
        Files.createDirectory(mark());

        assertThatIOException()
                .isThrownBy(() -> HighWaterMark.read(home))
                .withMessageContaining(mark() + " says how far the journal had come, and cannot be used");
    }

    @Test
    void aMarkThatCannotBeWrittenHarmsNothing() throws IOException {
        Files.createDirectories(home.resolve("journal-mark.new/in-the-way"));

        assertThat(runAndStop().seq()).isPositive();
    }
}

package org.ohmstead.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.settings.FileFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in the home, beside the database, that says how far the journal had come. A database whose log was removed, or in whose
 * place an older copy was put, opens without a word and ends before it: what stations were told is stored would be missing, and
 * numbers would be given out twice. What is written there is on disk in the database, so the mark is never too far.
 */
public final class HighWaterMark {

    static final String NAME = "journal-mark";

    private static final Logger LOG = LoggerFactory.getLogger(HighWaterMark.class);
    private static final Pattern POSITION = Pattern.compile("(\\d{1,18}):(\\d{1,18})\\s*");

    private final Path file;
    private final Supplier<JournalPosition> head;
    private JournalPosition written;

    /** @param head the last durable fact */
    HighWaterMark(Path home, Supplier<JournalPosition> head) {
        this.file = home.resolve(NAME);
        this.head = head;
    }

    /**
     * What is missing in a database, as a sentence; empty where nothing is, as far as anybody knows.
     *
     * @param mark of its home, read before the database was
     * @param reached the end of its journal
     */
    public static Optional<String> missing(Optional<JournalPosition> mark, JournalPosition reached) {
        return mark.filter(
                        it -> reached.epoch() < it.epoch() || reached.epoch() == it.epoch() && reached.seq() < it.seq())
                .map(it -> "it ends at journal position " + reached + ", and this server had come to " + it
                        + ": the last entries are missing");
    }

    /**
     * Of a home; empty for none, and for one that a power cut left half written.
     *
     * @throws IOException with a sentence, if there is one that may not be read
     */
    public static Optional<JournalPosition> read(Path home) throws IOException {
        Path file = home.resolve(NAME);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(file + " says how far the journal had come, and " + FileFault.words(e), e);
        }
        Matcher position = POSITION.matcher(text);
        if (!position.matches()) {
            LOG.warn(
                    "{} holds no journal position and is written anew; nobody knows whether the database is whole.",
                    file);
            return Optional.empty();
        }
        return Optional.of(new JournalPosition(Long.parseLong(position.group(1)), Long.parseLong(position.group(2))));
    }

    /** Writes where the journal ends now; without room it stays where it was. */
    synchronized void write() {
        JournalPosition now = head.get();
        if (now.equals(written)) {
            return;
        }
        try {
            Path fresh = Files.writeString(file.resolveSibling(NAME + ".new"), now + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = now;
        } catch (IOException e) {
            LOG.debug("The journal's mark was not written.", e);
        }
    }
}

package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ohmstead.api.journal.JournalPosition;
import org.osgi.annotation.versioning.ProviderType;

/** The route files as an operator sees them. Absent on a server without routes. Thread-safe. */
@ProviderType
public interface Routes {

    /** Every file in {@code config/routes}, by name, and at the end what plugins brought. From memory. */
    List<RouteFile> files();

    /**
     * Sends the entry of a dead letter through its route once more, on the caller's thread, and discards the letter when that
     * succeeds. A crash between the two leaves the letter: like all of a route, this happens at least once.
     */
    Replay replay(String follower, JournalPosition position);

    /**
     * A file or plugin with its routes.
     *
     * @param mistake why it does not run; only if {@link State#FAILED}
     */
    record RouteFile(String name, State state, List<Running> routes, Optional<Mistake> mistake) {}

    /** How a file is. Will grow; keep a default branch. */
    enum State {
        RUNNING,
        /** Its name does not end in {@code .yaml}. */
        OFF,
        /** It does not start; it is tried again when it, or what components there are, changes. */
        FAILED
    }

    /**
     * What is wrong with a file.
     *
     * @param line from 1, where known
     * @param sentence for people
     */
    record Mistake(OptionalInt line, String sentence) {

        @Override
        public String toString() {
            return (line.isPresent() ? "line " + line.getAsInt() + ": " : "") + sentence;
        }
    }

    /**
     * A route that runs.
     *
     * @param done exchanges that came through since it started, also those that a filter took out
     * @param sent those of them that went somewhere
     * @param failed exchanges that did not, each attempt counted
     * @param failing whether several did not, and none came through since
     * @param follower under which name it follows the journal, if it does
     */
    record Running(
            String id,
            Optional<String> description,
            long done,
            long sent,
            long failed,
            boolean failing,
            Optional<Failure> lastFailure,
            Optional<String> follower) {}

    /** @param sentence for people, without secrets */
    record Failure(Instant at, String sentence) {}

    /** What became of a replay. Truly closed. */
    sealed interface Replay {

        /** It came through; the letter is gone. */
        record Done() implements Replay {}

        /** It failed once more; the letter stays and says so. */
        record Failed(String sentence) implements Replay {}

        /** There is no such letter. */
        record Unknown() implements Replay {}

        /** It cannot be tried, as things stand. */
        record Conflict(String why) implements Replay {}
    }
}

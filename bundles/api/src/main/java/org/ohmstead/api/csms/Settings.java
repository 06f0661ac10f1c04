package org.ohmstead.api.csms;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.settings.Counts;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What can be set, what is set, and who set it. The truth is in the files of {@code config/}, which people may edit as well.
 * A file is named by its id: the PID of a component, or {@code <factory PID>~<name>} for one of several of a kind. Secrets are
 * never told: where one is written in the clear, {@link #MASK} stands for it. Thread-safe; blocks on the disk.
 */
@ProviderType
public interface Settings {

    /** Stands for a secret that is written in the clear. */
    String MASK = "***";

    /** Everything that is described by an installed bundle, by PID. */
    List<Component> components();

    /** The component of a file, with that file alone; for one of several of a kind also before it exists. Empty if nobody reads it. */
    Optional<Component> component(String id);

    /**
     * Writes some keys of a file, which counts within about a second. Comments, order and the other keys stay.
     *
     * @param who the person's or API token's name
     * @param version of the file as it was seen; empty if there was none
     * @param changes values by key; an empty one takes the key out, so that its default counts
     */
    Result change(String who, String id, String version, Map<String, Optional<String>> changes);

    /**
     * Takes a file away: what it set is as by default, and one of several of a kind is gone.
     *
     * @param version as in {@link #change}
     */
    Result remove(String who, String id, String version);

    /**
     * Brings back what a file was after an earlier change. A secret that was written in the clear was not kept: it stays as it
     * is now.
     *
     * @param version as in {@link #change}
     * @param number of the earlier change
     */
    Result undo(String who, String id, String version, long number);

    /** Changes of a file by whomever, newest first; of a file that is gone as well. A bounded number is kept. */
    List<Change> history(String id);

    /**
     * Something that can be set.
     *
     * @param many whether there may be several files of the kind
     * @param fields in the order of their description
     * @param files one, written or not; or those that exist if there may be several
     */
    record Component(String pid, boolean many, String name, String description, List<Field> fields, List<File> files) {

        public Component {
            fields = List.copyOf(fields);
            files = List.copyOf(files);
        }
    }

    /** What a value looks like. */
    enum Type {
        TEXT,
        WHOLE_NUMBER,
        NUMBER,
        TRUE_OR_FALSE,
        SECRET
    }

    /**
     * One key of a component.
     *
     * @param preset what counts where nothing is written
     * @param options the only values allowed; empty for any
     */
    record Field(
            String key,
            String name,
            String description,
            Type type,
            String preset,
            Optional<BigDecimal> min,
            Optional<BigDecimal> max,
            List<Option> options,
            Counts.When counts) {

        public Field {
            options = List.copyOf(options);
        }
    }

    /** @param label the value in words */
    record Option(String value, String label) {}

    /**
     * A file of {@code config/}.
     *
     * @param version changes with the file; empty if it is not written
     * @param values of every field
     */
    record File(String id, String version, List<Value> values, List<SettingsCheck.Problem> problems) {

        public File {
            values = List.copyOf(values);
            problems = List.copyOf(problems);
        }
    }

    /** Where a value comes from. */
    enum Source {
        DEFAULT,
        FILE,
        /** An option given when the server was started; it wins over the file. */
        OPTION,
        ENVIRONMENT,
        SECRET
    }

    /**
     * What counts for a field.
     *
     * @param value in force; as it is written where it is filled in later
     * @param written what the file says, which may not be in force; where an option may win over it, what counts without the
     *     option; empty where it says nothing
     */
    record Value(String key, String value, Source source, Optional<String> written) {}

    /** What became of a change. Truly closed. */
    sealed interface Result {

        /**
         * @param component with the file as it is now
         * @param before lines of keys and values that changed, as they were; empty where nothing was
         * @param after the same as they are
         */
        record Changed(Component component, String before, String after) implements Result {}

        /** Nothing was changed, because it would not be right. */
        record Refused(List<SettingsCheck.Problem> problems) implements Result {

            public Refused {
                problems = List.copyOf(problems);
            }
        }

        /** Nothing was changed: the file is not as it was seen. */
        record Conflict() implements Result {}

        /** Nobody reads such a file, or there is no such file or change. */
        record Unknown() implements Result {}
    }

    /** What was done to a file. */
    enum Action {
        CHANGED,
        REMOVED,
        UNDONE
    }

    /**
     * One change.
     *
     * @param number grows with every change of any file
     * @param who empty where somebody edited the file by hand
     * @param lines the file after it, and what it was before
     */
    record Change(long number, Instant at, Optional<String> who, Action action, List<Line> lines) {

        public Change {
            lines = List.copyOf(lines);
        }
    }

    /** How a line is in a comparison. */
    enum Kind {
        SAME,
        ADDED,
        GONE
    }

    /** A line of a file compared with what it was. */
    record Line(Kind kind, String text) {}
}

package org.ohmstead.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Settings.Action;
import org.ohmstead.settings.ConfigFolder.Stamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the {@link History}: each change once, whether it was made here or is found in a file, and without secrets. One that
 * cannot be written keeps nobody from mending a file. Not thread-safe.
 */
final class Diary {

    private static final Logger LOG = LoggerFactory.getLogger(Diary.class);

    private final History history;
    private final Path inForce;
    private final Supplier<Map<String, Description>> metadata;
    private final InstantSource clock;
    private final Map<String, Stamp> noted = new HashMap<>();

    /** @param inForce the folder of the copies: what a file was before the history began */
    Diary(History history, Path inForce, Supplier<Map<String, Description>> metadata, InstantSource clock) {
        this.history = history;
        this.inForce = inForce;
        this.metadata = metadata;
        this.clock = clock;
    }

    List<History.Past> of(String name) throws IOException {
        return history.of(name);
    }

    /**
     * A file that is not as it was; nothing if it was written here, or if the history ends with it.
     *
     * @param active what is in force of it; null at the start
     */
    void noteEdit(String name, Stamp stamp, byte[] contents, CfgFile active) {
        if (stamp.equals(noted.put(name, stamp))) {
            return;
        }
        try {
            Optional<String> last = history.latest(name).map(History.Past::text);
            Path copy = inForce.resolve(name);
            if (last.isEmpty() && Files.exists(copy)) {
                add(name, Optional.empty(), Action.CHANGED, masked(name, CfgText.parse(Files.readAllBytes(copy))));
            }
            CfgFile file = CfgFile.parse(name, contents);
            String text = masked(name, file.text());
            boolean sameSecrets = active == null || active.values().equals(file.values());
            if (!sameSecrets || !last.equals(Optional.of(text))) {
                add(name, Optional.empty(), Action.CHANGED, text);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be kept in the history", name, e);
        }
    }

    void noteWritten(String name, Stamp stamp, CfgText text, String who, Action action) throws IOException {
        noted.put(name, stamp);
        add(name, Optional.of(who), action, masked(name, text));
    }

    void noteErased(String name, String who) {
        add(name, Optional.of(who), Action.REMOVED, "");
    }

    /** A file that is not there any more; nothing if it was erased here. */
    void noteGone(String name) throws IOException {
        noted.remove(name);
        boolean known = history.latest(name)
                .filter(past -> past.action() == Action.REMOVED)
                .isPresent();
        if (!known) {
            add(name, Optional.empty(), Action.REMOVED, "");
        }
    }

    private void add(String name, Optional<String> who, Action action, String text) {
        try {
            history.add(name, clock.instant(), who, action, text);
        } catch (IOException e) {
            LOG.warn("The history of {} cannot be written", name, e);
        }
    }

    private String masked(String name, CfgText text) throws IOException {
        Description description = metadata.get().get(CfgFile.pid(name));
        return text.masked(key -> Description.isSecret(description, key)).toString();
    }
}

package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What this server is made of right now. Thread-safe; looks at everything each time, so ask it rarely. */
@ProviderType
public interface Plugins {

    /** Every bundle, by name. */
    List<Plugin> plugins();

    /** How a bundle is. Will grow; keep a default branch. */
    enum State {
        RUNS,
        /** It runs, but parts of it wait for somebody else's service. */
        WAITS,
        /** Nobody wants it to run. */
        STOPPED,
        /** It has all it needs and broke when it started. */
        FAILED,
        /** It cannot run, because something it needs is not there. */
        UNRESOLVED
    }

    /**
     * A bundle.
     *
     * @param name its symbolic name
     * @param since when it was installed or last replaced
     * @param missing in words, what keeps it from running as a whole; empty where nothing does
     */
    record Plugin(String name, String version, State state, Instant since, List<String> missing) {}
}

package org.ohmstead.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which jar each plugin's bundle was made, kept beside the bundles over a restart. Their own times do not tell: after the clock
 * was set back a newer jar is older than the bundle.
 */
final class TakenJars {

    private static final Logger LOG = LoggerFactory.getLogger(TakenJars.class);

    private final KeptNotes jars;
    private boolean saved = true;

    /** @param file that goes when the bundles go; what cannot be read of it is taken again */
    TakenJars(Path file) {
        jars = new KeptNotes(file);
        try {
            jars.load();
        } catch (IOException e) {
            LOG.warn("{} cannot be read; every plugin is installed anew", file, e);
        }
    }

    boolean has(String name, String stamp) {
        return jars.all().getProperty(name, "").endsWith(" " + stamp);
    }

    /** @return of what its bundle was made; empty if that is not known */
    Optional<String> sha256(String name) {
        return Optional.ofNullable(jars.all().getProperty(name)).map(jar -> jar.split(" ", 2)[0]);
    }

    void put(String name, String stamp, String sha256) {
        jars.all().setProperty(name, sha256 + " " + stamp);
        saved = false;
    }

    void forget(String name) {
        jars.all().remove(name);
        saved = false;
    }

    /** Once they are started: what a kill leaves installed only is taken again. */
    void save() {
        if (saved) {
            return;
        }
        saved = true;
        try {
            jars.save();
        } catch (IOException e) {
            LOG.warn("{} cannot be written; after a restart every plugin is installed anew", jars.file(), e);
        }
    }
}

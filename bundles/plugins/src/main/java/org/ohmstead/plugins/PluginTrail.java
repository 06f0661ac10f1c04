package org.ohmstead.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit trail which plugins came, were replaced and went. What the trail was told last is kept in a file, so a change is
 * told also where the trail comes later than the plugin, or after a kill in between: then perhaps twice.
 */
final class PluginTrail {

    private static final Logger LOG = LoggerFactory.getLogger(PluginTrail.class);

    /** Whoever may write into the home; the file system does not say who that was. */
    private static final String WHO = "this machine";

    private final Supplier<Optional<Audit>> audit;
    private final KeptNotes told;
    private boolean complained;

    /** @param audit asked only when there is something to tell */
    PluginTrail(Path file, Supplier<Optional<Audit>> audit) {
        this.audit = audit;
        told = new KeptNotes(file);
        try {
            told.load();
        } catch (IOException e) {
            LOG.warn("{} cannot be read; every plugin is told to the audit trail anew", file, e);
        }
    }

    /** @param plugins those there are now: by symbolic name what identifies them */
    void tell(Map<String, String> plugins) {
        if (told.all().equals(plugins)) {
            return;
        }
        audit.get().ifPresent(trail -> {
            try {
                Set<String> names = new TreeSet<>(plugins.keySet());
                names.addAll(told.all().stringPropertyNames());
                for (String name : names) {
                    tell(trail, name, Optional.ofNullable(plugins.get(name)));
                }
                complained = false;
            } catch (IOException | RuntimeException e) {
                if (!complained) {
                    LOG.error("What changed in plugins/ cannot be written into the audit trail yet", e);
                }
                complained = true;
            }
        });
    }

    private void tell(Audit trail, String name, Optional<String> after) throws IOException {
        Optional<String> before = Optional.ofNullable(told.all().getProperty(name));
        if (before.equals(after)) {
            return;
        }
        String action = before.isEmpty() ? "plugin.install" : after.isEmpty() ? "plugin.remove" : "plugin.replace";
        trail.record(WHO, action, name, before, after);
        after.ifPresentOrElse(
                it -> told.all().setProperty(name, it), () -> told.all().remove(name));
        told.save();
    }
}

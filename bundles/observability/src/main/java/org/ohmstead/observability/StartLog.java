package org.ohmstead.observability;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.journal.Facts.ServerStarted;
import org.ohmstead.api.journal.Facts.ServerStopped;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a start begins in the log: what starts, and how the server before it ended where nobody had stopped it. */
@Component(service = StartLog.class, immediate = true)
public final class StartLog {

    private static final Logger LOG = LoggerFactory.getLogger(StartLog.class);

    /** Entries; a server that starts appends few before anybody can read, and the last of the one before come before those. */
    private static final int LOOKED_AT = 100;

    private boolean told;

    @Activate
    public StartLog(BundleContext context) {
        // OSGi writes 0.1.0.SNAPSHOT for what everybody else calls 0.1.0-SNAPSHOT.
        String release = context.getBundle().getVersion().toString().replaceFirst("\\.(?=[A-Z])", "-");
        LOG.info(
                "Ohmstead {} starts: process {}, Java {} in {}, home {}, {} bundles.",
                release,
                ProcessHandle.current().pid(),
                Runtime.version(),
                System.getProperty("java.home"),
                context.getProperty("ohmstead.home"),
                context.getBundles().length);
    }

    /** Once it is there: what starts is told also where the database does not open. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setJournal(Journal journal) {
        if (!told) {
            told = true;
            killed(journal)
                    .ifPresent(lastAlive -> LOG.warn(
                            "The server before ended without a stop: it was killed, or its machine went down. It was last known"
                                    + " to run at {}.",
                            lastAlive));
        }
    }

    void unsetJournal(Journal journal) {
        // Nothing of it is kept.
    }

    /** When the server before this one was last known to run; empty where it was stopped, was none, or is the one a backup is of. */
    static Optional<Instant> killed(Journal journal) {
        JournalPosition head = journal.head();
        List<JournalEntry> last =
                journal.read(new JournalPosition(head.epoch(), Math.max(0, head.seq() - LOOKED_AT)), LOOKED_AT);
        for (int i = last.size() - 1; i > 0; i--) {
            if (last.get(i).fact() instanceof ServerStarted started) {
                JournalEntry before = last.get(i - 1);
                boolean restored =
                        before.position().epoch() != last.get(i).position().epoch();
                return started.lastAlive().filter(alive -> !restored && !(before.fact() instanceof ServerStopped));
            }
        }
        return Optional.empty();
    }
}

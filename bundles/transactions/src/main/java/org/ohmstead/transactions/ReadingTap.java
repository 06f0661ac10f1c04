package org.ohmstead.transactions;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.ohmstead.api.csms.TransactionHistory.LiveReading;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows readings to live screens. Costs nothing while nobody watches; a viewer that throws sees no more. */
final class ReadingTap {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingTap.class);

    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

    AutoCloseable watch(Consumer<LiveReading> viewer) {
        Viewer added = new Viewer(viewer);
        viewers.add(added);
        return () -> viewers.remove(added);
    }

    void show(StationId station, Connector connector, Optional<TransactionId> transaction, List<Reading> readings) {
        if (viewers.isEmpty()) {
            return;
        }
        for (Reading reading : readings) {
            LiveReading live = new LiveReading(station, connector, transaction, reading);
            for (Viewer viewer : viewers) {
                try {
                    viewer.seen.accept(live);
                } catch (RuntimeException e) {
                    viewers.remove(viewer);
                    LOG.warn("A viewer of live readings failed and was taken off", e);
                }
            }
        }
    }

    /** Told apart by identity: one consumer may watch twice. */
    private static final class Viewer {

        private final Consumer<LiveReading> seen;

        Viewer(Consumer<LiveReading> seen) {
            this.seen = seen;
        }
    }
}

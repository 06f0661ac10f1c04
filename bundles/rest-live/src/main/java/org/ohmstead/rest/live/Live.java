package org.ohmstead.rest.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.TransactionHistory.LiveReading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.rest.live.view.LiveReadingView;
import org.ohmstead.rest.resource.EventStream;
import org.ohmstead.rest.view.FrameView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream of server-sent events of one viewer: opens the taps it wants, writes what comes, closes them. */
final class Live {

    /** How often a silent stream says that it is there, and every stream checks that its session still is. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Changes changes;
    private final TransactionHistory history;
    private final FrameTap frames;
    private final Overviews overviews;

    Live(Changes changes, TransactionHistory history, FrameTap frames, Overviews overviews) {
        this.changes = changes;
        this.history = history;
        this.frames = frames;
        this.overviews = overviews;
    }

    /**
     * Writes events until the viewer is gone, the session is over or the bundle stops. Blocks.
     *
     * @param seesNumbers whether the viewer sees card numbers in full
     * @param stillSignedIn asked with every heartbeat
     */
    void stream(Topics topics, boolean seesNumbers, BooleanSupplier stillSignedIn, EventStream stream)
            throws IOException {
        var viewer = new Viewer();
        List<AutoCloseable> taps = new ArrayList<>();
        try {
            taps.add(changes.watch(topics, viewer));
            if (topics.wantsReadings()) {
                taps.add(history.watch(live -> tell(topics, viewer, live)));
            }
            for (StationId station : topics.frames()) {
                taps.add(frames.watch(
                        station,
                        frame -> viewer.offer("frame", FrameView.of(seesNumbers ? frame.shown() : frame.kept()))));
            }
            if (topics.overview()) {
                viewer.offer("overview", overviews.now());
            }
            copy(viewer, stillSignedIn, stream);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            taps.forEach(Live::close);
        }
    }

    private static void tell(Topics topics, Viewer viewer, LiveReading live) {
        boolean wanted = topics.readings().contains(live.station())
                || live.transaction().map(topics::wantsTransaction).orElse(false);
        if (wanted) {
            viewer.offer("reading", LiveReadingView.of(live));
        }
    }

    private void copy(Viewer viewer, BooleanSupplier stillSignedIn, EventStream stream)
            throws IOException, InterruptedException {
        Instant checked = Instant.now();
        while (!viewer.isClosed()) {
            Optional<Viewer.Event> event = viewer.take(HEARTBEAT);
            if (event.isPresent()) {
                stream.tell(event.get().name(), event.get().data());
            } else {
                stream.beat();
            }
            if (event.isEmpty() || Instant.now().isAfter(checked.plus(HEARTBEAT))) {
                checked = Instant.now();
                if (!stillSignedIn.getAsBoolean()) {
                    stream.tell("end", Map.of());
                    return;
                }
            }
        }
    }

    private static void close(AutoCloseable tap) {
        try {
            tap.close();
        } catch (Exception e) {
            LOG.warn("A tap does not close", e);
        }
    }
}

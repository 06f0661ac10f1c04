package org.ohmstead.ocpp.rpc.lane;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.ocpp.rpc.lane.WatchedWire.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who watches which station. Copied on change, so that a frame nobody watches costs one look at an empty map. */
final class FrameTaps implements FrameTap {

    private static final Logger log = LoggerFactory.getLogger(FrameTaps.class);
    private static final int SHOWN = 64 * 1024;

    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Map<StationId, List<Consumer<PassedFrame>>> viewers = Map.of();
    private final List<Consumer<PassedFrame>> ofAll = new CopyOnWriteArrayList<>();

    FrameTaps(Clock clock) {
        this.clock = clock;
    }

    @Override
    public AutoCloseable watch(StationId station, Consumer<PassedFrame> viewer) {
        Consumer<PassedFrame> one = viewer::accept; // the same viewer may watch twice
        change(station, one, true);
        return () -> change(station, one, false);
    }

    @Override
    public AutoCloseable watchAll(Consumer<PassedFrame> viewer) {
        Consumer<PassedFrame> one = viewer::accept;
        ofAll.add(one);
        return () -> ofAll.remove(one);
    }

    private void change(StationId station, Consumer<PassedFrame> viewer, boolean watches) {
        changing.lock();
        try {
            Map<StationId, List<Consumer<PassedFrame>>> changed = new HashMap<>(viewers);
            List<Consumer<PassedFrame>> ofStation = new ArrayList<>(changed.getOrDefault(station, List.of()));
            if (watches) {
                ofStation.add(viewer);
            } else {
                ofStation.remove(viewer);
            }
            if (ofStation.isEmpty()) {
                changed.remove(station);
            } else {
                changed.put(station, List.copyOf(ofStation));
            }
            viewers = Map.copyOf(changed);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Tells whoever watches.
     *
     * @param text makes the text without what is secret; called when somebody looks, maybe on another thread
     */
    void pass(StationId station, boolean fromStation, int length, Function<Redaction, String> text) {
        List<Consumer<PassedFrame>> ofStation = viewers.getOrDefault(station, List.of());
        if (ofStation.isEmpty() && ofAll.isEmpty()) {
            return;
        }
        PassedFrame frame = new Passed(station, clock.instant(), fromStation, length, text);
        ofStation.forEach(viewer -> tell(viewer, station, frame));
        ofAll.forEach(viewer -> tell(viewer, station, frame));
    }

    private static void tell(Consumer<PassedFrame> viewer, StationId station, PassedFrame frame) {
        try {
            viewer.accept(frame);
        } catch (RuntimeException e) {
            log.warn("{}: a viewer of its frames failed", station, e);
        }
    }

    private record Passed(
            StationId station, Instant at, boolean fromStation, int length, Function<Redaction, String> text)
            implements PassedFrame {

        @Override
        public SeenFrame shown() {
            return seen(OcppDialect::redacted);
        }

        @Override
        public SeenFrame kept() {
            return seen(OcppDialect::kept);
        }

        private SeenFrame seen(Redaction redaction) {
            String seen = text.apply(redaction);
            return new SeenFrame(station, at, fromStation, seen.length() > SHOWN ? seen.substring(0, SHOWN) : seen);
        }
    }
}

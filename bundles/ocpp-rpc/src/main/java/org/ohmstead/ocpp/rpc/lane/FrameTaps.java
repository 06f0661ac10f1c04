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
import java.util.function.Supplier;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.model.StationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who watches which station. Copied on change, so that a frame nobody watches costs one look at an empty map. */
final class FrameTaps implements FrameTap {

    private static final Logger log = LoggerFactory.getLogger(FrameTaps.class);
    private static final int SHOWN = 64 * 1024;

    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Map<StationId, List<Consumer<SeenFrame>>> viewers = Map.of();
    private final List<Consumer<PassedFrame>> ofAll = new CopyOnWriteArrayList<>();

    FrameTaps(Clock clock) {
        this.clock = clock;
    }

    @Override
    public AutoCloseable watch(StationId station, Consumer<SeenFrame> viewer) {
        Consumer<SeenFrame> one = viewer::accept; // the same viewer may watch twice
        change(station, one, true);
        return () -> change(station, one, false);
    }

    @Override
    public AutoCloseable watchAll(Consumer<PassedFrame> viewer) {
        Consumer<PassedFrame> one = viewer::accept;
        ofAll.add(one);
        return () -> ofAll.remove(one);
    }

    private void change(StationId station, Consumer<SeenFrame> viewer, boolean watches) {
        changing.lock();
        try {
            Map<StationId, List<Consumer<SeenFrame>>> changed = new HashMap<>(viewers);
            List<Consumer<SeenFrame>> ofStation = new ArrayList<>(changed.getOrDefault(station, List.of()));
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

    boolean watched(StationId station) {
        Map<StationId, List<Consumer<SeenFrame>>> now = viewers;
        return !now.isEmpty() && now.containsKey(station);
    }

    /** @param text without keys and passwords */
    void show(StationId station, boolean fromStation, String text) {
        SeenFrame frame = seen(station, clock.instant(), fromStation, text);
        viewers.getOrDefault(station, List.of()).forEach(viewer -> tell(viewer, station, frame));
    }

    /**
     * @param size of the frame, in characters
     * @param kept makes the text as it may be kept; called on another thread if at all
     */
    void pass(StationId station, boolean fromStation, int size, Supplier<String> kept) {
        if (ofAll.isEmpty()) {
            return;
        }
        Instant at = clock.instant();
        PassedFrame frame = new PassedFrame() {
            @Override
            public int length() {
                return size;
            }

            @Override
            public SeenFrame kept() {
                return seen(station, at, fromStation, kept.get());
            }
        };
        ofAll.forEach(viewer -> tell(viewer, station, frame));
    }

    private static SeenFrame seen(StationId station, Instant at, boolean fromStation, String text) {
        return new SeenFrame(station, at, fromStation, text.length() > SHOWN ? text.substring(0, SHOWN) : text);
    }

    private static <T> void tell(Consumer<T> viewer, StationId station, T frame) {
        try {
            viewer.accept(frame);
        } catch (RuntimeException e) {
            log.warn("{}: a viewer of its frames failed", station, e);
        }
    }
}

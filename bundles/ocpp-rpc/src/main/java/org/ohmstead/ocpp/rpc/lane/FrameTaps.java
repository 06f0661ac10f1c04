package org.ohmstead.ocpp.rpc.lane;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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

    FrameTaps(Clock clock) {
        this.clock = clock;
    }

    @Override
    public AutoCloseable watch(StationId station, Consumer<SeenFrame> viewer) {
        Consumer<SeenFrame> one = viewer::accept; // the same viewer may watch twice
        change(station, one, true);
        return () -> change(station, one, false);
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
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
        SeenFrame frame = new SeenFrame(station, clock.instant(), fromStation, shown);
        for (Consumer<SeenFrame> viewer : viewers.getOrDefault(station, List.of())) {
            try {
                viewer.accept(frame);
            } catch (RuntimeException e) {
                log.warn("{}: a viewer of its frames failed", station, e);
            }
        }
    }
}

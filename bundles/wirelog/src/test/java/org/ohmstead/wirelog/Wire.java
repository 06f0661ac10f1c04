package org.ohmstead.wirelog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.model.StationId;

/** Stations that say something, and the clock by which they do. */
final class Wire implements FrameTap {

    static final StationId CP_1 = new StationId("CP-1");
    static final StationId CP_2 = new StationId("CP-2");

    private final List<Consumer<PassedFrame>> viewers = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-11-29T22:00:00Z");
    final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    void wait(Duration time) {
        now = now.plus(time);
    }

    /** The station says this; what is kept of it has no secret. */
    void says(StationId station, String text) {
        viewers.forEach(viewer -> viewer.accept(frame(station, text)));
    }

    PassedFrame frame(StationId station, String text) {
        var seen = new SeenFrame(station, now, true, text.replace("secret", "***"));
        return new PassedFrame() {
            @Override
            public int length() {
                return text.length();
            }

            @Override
            public SeenFrame shown() {
                throw new UnsupportedOperationException("The wire log keeps what may be kept");
            }

            @Override
            public SeenFrame kept() {
                if (text.contains("explodes")) {
                    throw new IllegalStateException(text);
                }
                if (text.contains("outlived its dialect")) {
                    throw new NoClassDefFoundError(text);
                }
                return seen;
            }
        };
    }

    boolean isWatched() {
        return !viewers.isEmpty();
    }

    @Override
    public AutoCloseable watchAll(Consumer<PassedFrame> viewer) {
        viewers.add(viewer);
        return () -> viewers.remove(viewer);
    }

    @Override
    public AutoCloseable watch(StationId station, Consumer<PassedFrame> viewer) {
        throw new UnsupportedOperationException("The wire log watches all");
    }
}

package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.function.Consumer;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** The lossy tap of protocol frames for live screens and the wire log. Costs nothing for stations nobody watches. */
@ProviderType
public interface FrameTap {

    /**
     * Watches one station.
     *
     * @param viewer called on the connection's thread, must return at once; it may look at a frame there, whichever way
     * @return closes the tap
     */
    AutoCloseable watch(StationId station, Consumer<PassedFrame> viewer);

    /**
     * Watches every station.
     *
     * @param viewer called on the connections' threads with every frame, must return at once
     * @return closes the tap
     */
    AutoCloseable watchAll(Consumer<PassedFrame> viewer);

    /** A frame that went over the wire a moment ago. What is secret in it is still in it: look at it only in these ways, and soon. */
    @ProviderType
    interface PassedFrame {

        /** How much memory it takes, in characters. */
        int length();

        /** The frame as whoever may see card numbers sees it: without keys and passwords. Costs time as {@link #kept} does; pure. */
        SeenFrame shown();

        /** The frame as it may be kept: redacted, tokens shortened. Costs time, so of every station's not on the viewer's thread; pure. */
        SeenFrame kept();
    }

    /**
     * A frame that went over the wire, redacted.
     *
     * @param fromStation direction
     * @param text the frame as sent, without keys and passwords; cut at 64 KiB
     */
    record SeenFrame(StationId station, Instant at, boolean fromStation, String text) {}
}

package org.ohmstead.rest.view;

import java.time.Instant;
import org.ohmstead.api.csms.FrameTap.SeenFrame;

/**
 * A frame that went over the wire.
 *
 * @param fromStation direction
 * @param text as sent, without keys and passwords; card numbers shortened where it was kept, or for those who see them so
 */
public record FrameView(String station, Instant at, boolean fromStation, String text) {

    public static FrameView of(SeenFrame frame) {
        return new FrameView(frame.station().value(), frame.at(), frame.fromStation(), frame.text());
    }
}

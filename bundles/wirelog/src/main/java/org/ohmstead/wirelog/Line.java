package org.ohmstead.wirelog;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.model.StationId;

/** A frame as a line that people can read too: {@code 2026-11-29T10:00:00.123Z CP-1 > [2,"1","Heartbeat",{}]}. */
final class Line {

    private static final String FROM_STATION = ">";
    private static final String TO_STATION = "<";

    private Line() {}

    /** Without the line's end. In JSON a line break stands only between words, where a space says the same. */
    static String of(SeenFrame frame) {
        return frame.at() + " " + frame.station() + " " + (frame.fromStation() ? FROM_STATION : TO_STATION) + " "
                + frame.text().replace('\n', ' ').replace('\r', ' ');
    }

    /** Empty where the line was cut or is none of ours. */
    static Optional<SeenFrame> read(String line) {
        String[] parts = line.split(" ", 4);
        if (parts.length < 4 || !StationId.isValid(parts[1])) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SeenFrame(
                    new StationId(parts[1]), Instant.parse(parts[0]), parts[2].equals(FROM_STATION), parts[3]));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

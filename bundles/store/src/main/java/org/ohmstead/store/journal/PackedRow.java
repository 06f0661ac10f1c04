package org.ohmstead.store.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.store.Micros;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Facts of one kind in one row: {@code [[stationTime, receivedAt, "site", "station", {fact}], ...]}, times in microseconds, as
 * bytes because Derby writes text into its log character by character. Joined on the writer's thread from pieces that are
 * JSON already; site and station have no character that JSON escapes, which {@link #piece} relies on.
 */
final class PackedRow {

    /** About what a fact's envelope adds to its JSON. */
    static final int ENVELOPE_CHARACTERS = 120;

    private PackedRow() {}

    static byte[] join(List<Append> entries) {
        StringBuilder json = new StringBuilder(entries.size() * 2 * ENVELOPE_CHARACTERS);
        char before = '[';
        for (Append entry : entries) {
            json.append(before);
            piece(json, entry);
            before = ',';
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void piece(StringBuilder json, Append entry) {
        json.append('[');
        entry.stationTime().ifPresentOrElse(at -> json.append(Micros.of(at)), () -> json.append("null"));
        json.append(',').append(Micros.of(entry.receivedAt())).append(",\"");
        json.append(quotable(entry.site().value())).append("\",");
        entry.station()
                .ifPresentOrElse(
                        station -> json.append('"').append(station.value()).append('"'), () -> json.append("null"));
        json.append(',').append(entry.json()).append(']');
    }

    private static String quotable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                throw new IllegalArgumentException("A packed fact has a plain site id");
            }
        }
        return text;
    }

    /** Takes a row apart again. */
    static List<Append> split(String kind, int version, byte[] pack) {
        String row = new String(pack, StandardCharsets.UTF_8);
        List<Append> entries = new ArrayList<>();
        try (JsonParser parser = RecordJson.FACTORY.createParser(ObjectReadContext.empty(), row)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                Optional<Long> stationTime = parser.nextToken() == JsonToken.VALUE_NULL
                        ? Optional.empty()
                        : Optional.of(parser.getLongValue());
                parser.nextToken();
                long receivedAt = parser.getLongValue();
                parser.nextToken();
                SiteId site = new SiteId(parser.getString());
                Optional<StationId> station = parser.nextToken() == JsonToken.VALUE_NULL
                        ? Optional.empty()
                        : Optional.of(new StationId(parser.getString()));
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getCharOffset();
                parser.nextToken();
                entries.add(new Append(
                        stationTime.map(Micros::instant),
                        Micros.instant(receivedAt),
                        site,
                        station,
                        kind,
                        version,
                        row.substring(from, to),
                        true));
            }
        }
        return entries;
    }
}

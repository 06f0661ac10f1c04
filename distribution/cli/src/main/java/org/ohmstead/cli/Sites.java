package org.ohmstead.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ohmstead.cli.Table.Column;
import tools.jackson.databind.JsonNode;

/** Times as people at a site read and write them. */
final class Sites {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final List<Function<String, LocalDateTime>> WITHOUT_ZONE =
            List.of(LocalDateTime::parse, text -> LocalDate.parse(text).atStartOfDay());

    private final Server server;

    /** Empty until somebody needs one; the first is for where no site is named. */
    private final Map<String, ZoneId> zones = new LinkedHashMap<>();

    Sites(Server server) {
        this.server = server;
    }

    /** A column with the time in a field, by the clock of the site the row names. */
    Column column(String title, String field) {
        return new Column(title, row -> local(row.path(field), row.path("site").asString("")));
    }

    /** The instant by the site's clock; what is no instant stays as it is. */
    String local(JsonNode instant, String site) {
        String text = instant.asString("");
        try {
            return Instant.parse(text)
                    .atZone(zones().getOrDefault(site, first()))
                    .format(LOCAL);
        } catch (DateTimeException e) {
            return text;
        }
    }

    private Map<String, ZoneId> zones() {
        if (zones.isEmpty()) {
            server.get("/sites")
                    .path("items")
                    .forEach(site -> zones.put(
                            site.path("id").asString(""),
                            ZoneId.of(site.path("zone").asString("UTC"))));
        }
        return zones;
    }

    private ZoneId first() {
        return zones().values().stream().findFirst().orElse(ZoneOffset.UTC);
    }

    /** What a person typed, in the form of the interface: with a zone, or by the clock of the first site. */
    Optional<String> instant(Access access, String option, Optional<String> typed) {
        return typed.map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant().toString();
            } catch (DateTimeException e) {
                return WITHOUT_ZONE.stream()
                        .flatMap(form -> parsed(form, text).stream())
                        .findFirst()
                        .orElseThrow(() -> access.wrong(option + " needs a time like 2026-11-22, 2026-11-22T10:00"
                                + " or 2026-11-22T09:00:00Z, not \"" + text + "\"."))
                        .atZone(first())
                        .toInstant()
                        .toString();
            }
        });
    }

    private static Optional<LocalDateTime> parsed(Function<String, LocalDateTime> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

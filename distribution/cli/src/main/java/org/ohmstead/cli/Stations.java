package org.ohmstead.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ohmstead.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ohmstead stations}. */
@Command(name = "stations", description = "Charging stations and how they are; without a command the list.")
final class Stations {

    @Command(name = "list", description = "One line for each station, by id.")
    int list(
            @Mixin Access access,
            @Mixin Listing listing,
            @Option(names = "--site", paramLabel = "ID", description = "only those of a site") Optional<String> site,
            @Option(
                            names = "--search",
                            paramLabel = "TEXT",
                            description = "only those with it in id, label, vendor or model")
                    Optional<String> search,
            @Option(names = "--faulted", description = "only those with a fault") boolean faulted,
            @Option(names = "--offline", description = "only those that are not connected") boolean offline) {
        try (Server server = access.open()) {
            Stream<JsonNode> all = server.items("/stations", Map.of("site", site, "search", search))
                    .filter(station -> !faulted || isFaulted(station))
                    .filter(station -> !offline || !isOnline(station));
            listing.print(access, all, table(new Sites(server)));
        }
        return Exit.DONE;
    }

    @Command(name = "show", description = "All that is known of one station.")
    int show(@Mixin Access access, @Parameters(paramLabel = "STATION") String station) {
        try (Server server = access.open()) {
            Details.show(access, server.get(Server.path("stations", station)), new Sites(server));
        }
        return Exit.DONE;
    }

    private static Table table(Sites sites) {
        return Table.of(
                Column.of("STATION", "id"),
                Column.of("SITE", "site"),
                Column.of("LABEL", "label"),
                new Column("ONLINE", station -> isOnline(station) ? "yes" : "no"),
                sites.column("LAST HEARD", "lastHeard"),
                new Column("CONNECTORS", Stations::connectors),
                new Column("MODEL", station -> hardware(station.path("hardware"))));
    }

    private static boolean isOnline(JsonNode station) {
        return station.path("online").asBoolean(false);
    }

    private static boolean isFaulted(JsonNode station) {
        return station.path("connectors")
                .valueStream()
                .anyMatch(it -> it.path("status").asString("").equals("FAULTED"));
    }

    private static String hardware(JsonNode hardware) {
        return (hardware.path("vendor").asString("") + " "
                        + hardware.path("model").asString(""))
                .strip();
    }

    private static String connectors(JsonNode station) {
        return station.path("connectors").valueStream().map(Stations::connector).collect(Collectors.joining(", "));
    }

    /** {@code 1 OCCUPIED CHARGING}, {@code 2 FAULTED GroundFailure}; EVSE 0 is the station itself. */
    private static String connector(JsonNode connector) {
        return Stream.of("evse", "status", "chargingState", "errorCode", "vendorErrorCode")
                .map(field -> connector.path(field).asString(""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }
}

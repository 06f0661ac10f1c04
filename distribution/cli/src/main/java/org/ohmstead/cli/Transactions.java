package org.ohmstead.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
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

/** {@code ohmstead tx}. */
@Command(name = "tx", description = "Transactions; without a command the list.")
final class Transactions {

    @Command(name = "list", description = "One line for each transaction, newest first.")
    int list(
            @Mixin Access access,
            @Mixin Listing listing,
            @Option(names = "--station", paramLabel = "ID", description = "only those of a station")
                    Optional<String> station,
            @Option(names = "--site", paramLabel = "ID", description = "only those of a site") Optional<String> site,
            @Option(names = "--open", description = "only those that run") boolean open,
            @Option(names = "--token", paramLabel = "CARD", description = "only those of a card, in full")
                    Optional<String> token,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description = "started then or later, by the first site's clock")
                    Optional<String> from,
            @Option(names = "--to", paramLabel = "TIME", description = "started before that") Optional<String> to) {
        try (Server server = access.open()) {
            station.ifPresent(id -> server.get(Server.path("stations", id)));
            Sites sites = new Sites(server);
            Stream<JsonNode> all = server.items(
                    "/transactions",
                    Map.of(
                            "station",
                            station,
                            "site",
                            site,
                            "open",
                            open ? Optional.of("true") : Optional.empty(),
                            "idToken",
                            token.map(number -> Tokens.whole(access, number)),
                            "from",
                            sites.instant(access, "--from", from),
                            "to",
                            sites.instant(access, "--to", to)));
            listing.print(access, all, table(sites));
        }
        return Exit.DONE;
    }

    @Command(name = "show", description = "All that is known of one transaction.")
    int show(@Mixin Access access, @Parameters(paramLabel = "TRANSACTION") String transaction) {
        try (Server server = access.open()) {
            Details.show(access, server.get(Server.path("transactions", transaction)), new Sites(server));
        }
        return Exit.DONE;
    }

    private static Table table(Sites sites) {
        return Table.of(
                Column.of("TRANSACTION", "id"),
                Column.of("STATION", "station"),
                Column.of("EVSE", "evse"),
                Column.of("CARD", "idToken"),
                Column.of("LABEL", "tokenLabel"),
                sites.column("STARTED", "startedAt"),
                sites.column("ENDED", "endedAt"),
                new Column("ENERGY", transaction -> energy(transaction.path("energyWh"))),
                new Column("REMARKS", Transactions::remarks));
    }

    /** As the console shows it. */
    private static String energy(JsonNode wattHours) {
        return wattHours.isNumber()
                ? wattHours.decimalValue().divide(BigDecimal.valueOf(1000), 2, RoundingMode.HALF_UP) + " kWh"
                : "";
    }

    private static String remarks(JsonNode transaction) {
        Stream<String> held =
                transaction.path("trust").asString("").equals("HELD") ? Stream.of("HELD") : Stream.empty();
        return Stream.concat(held, transaction.path("flags").valueStream().map(flag -> flag.asString("")))
                .collect(Collectors.joining(", "));
    }
}

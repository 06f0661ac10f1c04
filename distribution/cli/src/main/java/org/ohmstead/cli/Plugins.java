package org.ohmstead.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.ohmstead.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code ohmstead plugin}. */
@Command(
        name = "plugin",
        description = {
            "The bundles of the server; without a command the list.",
            "A plugin is installed and removed in the installation's lib and features, or tried with \"ohmstead shell\"."
        })
final class Plugins {

    @Command(name = "list", description = "One line for each bundle: how it is, and what it misses.")
    int list(@Mixin Access access, @Mixin Listing listing) {
        try (Server server = access.open()) {
            Table table = Table.of(
                    Column.of("BUNDLE", "name"),
                    Column.of("VERSION", "version"),
                    Column.of("STATE", "state"),
                    new Column("MISSING", Plugins::missing));
            listing.print(access, server.items("/plugins", Map.of()), table);
        }
        return Exit.DONE;
    }

    private static String missing(JsonNode plugin) {
        return plugin.path("missing")
                .valueStream()
                .map(sentence -> sentence.asString(""))
                .collect(Collectors.joining("; "));
    }
}

package org.ohmstead.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ohmstead.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ohmstead route}. */
@Command(name = "route", description = "Routes to other systems, and what they gave up on; without a command the list.")
final class Routes {

    private static final String LETTERS = "dead-letters";

    @Command(name = "list", description = "One line for each route, and for each file that does not run.")
    int list(@Mixin Access access, @Mixin Listing listing) {
        try (Server server = access.open()) {
            Stream<JsonNode> files = server.get("/routes").path("items").valueStream();
            Table table = Table.of(
                    Column.of("FILE", "name"),
                    Column.of("STATE", "state"),
                    Column.of("ROUTE", "id"),
                    Column.of("DONE", "done"),
                    Column.of("SENT", "sent"),
                    Column.of("FAILED", "failed"),
                    Column.of("BEHIND", "lag"),
                    Column.of("LETTERS", "deadLetters"),
                    new Column("TROUBLE", Routes::trouble));
            listing.print(access, access.json() ? files : files.flatMap(Routes::rows), table);
        }
        return Exit.DONE;
    }

    /** A file's fields with those of each of its routes. */
    private static Stream<JsonNode> rows(JsonNode file) {
        return file.path("routes").isEmpty()
                ? Stream.of(file)
                : file.path("routes")
                        .valueStream()
                        .map(route -> ((ObjectNode) file.deepCopy()).setAll((ObjectNode) route));
    }

    private static String trouble(JsonNode row) {
        String mistake = row.path("mistake").asString(row.path("failing").asString(""));
        return row.has("line") ? "line " + row.get("line").asString("") + ": " + mistake : mistake;
    }

    @Command(name = "letters", description = "Entries of the journal that routes gave up on, latest first.")
    int letters(
            @Mixin Access access,
            @Mixin Listing listing,
            @Option(names = "--follower", paramLabel = "NAME", description = "only those of one follower")
                    Optional<String> follower) {
        try (Server server = access.open()) {
            Table table = Table.of(
                    new Column(
                            "LETTER",
                            it -> it.path("follower").asString("") + "/"
                                    + it.path("position").asString("")),
                    Column.of("KIND", "kind"),
                    Column.of("STATION", "station"),
                    new Sites(server).column("TRIED LAST", "at"),
                    Column.of("TIMES", "attempts"),
                    Column.of("FAILURE", "failure"));
            listing.print(access, server.items("/" + LETTERS, Map.of("follower", follower)), table);
        }
        return Exit.DONE;
    }

    @Command(
            name = "replay",
            description = "Sends an entry through its route once more; fails if it does not come through.")
    int replay(@Mixin Access access, @Parameters(paramLabel = "LETTER") String letter) {
        try (Server server = access.open()) {
            JsonNode answer = server.post(path(access, letter) + "/replay", Server.JSON.createObjectNode());
            if (access.json()) {
                access.out().println(answer.toPrettyString());
            }
            if (!answer.path("done").asBoolean(false)) {
                throw new Failed(
                        Exit.FAILED,
                        "it failed again and stays: " + answer.path("failure").asString(""));
            }
        }
        return Exit.DONE;
    }

    @Command(name = "discard", description = "Throws a letter away; the entry stays in the journal.")
    int discard(@Mixin Access access, @Parameters(paramLabel = "LETTER") String letter) {
        try (Server server = access.open()) {
            server.delete(path(access, letter));
        }
        return Exit.DONE;
    }

    private static String path(Access access, String letter) {
        int slash = letter.lastIndexOf('/');
        if (slash < 1) {
            throw access.wrong("a letter is named as \"ohmstead route letters\" names it: erp/1:42.");
        }
        return Server.path(LETTERS, letter.substring(0, slash), letter.substring(slash + 1));
    }
}

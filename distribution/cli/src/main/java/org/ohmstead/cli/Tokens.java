package org.ohmstead.cli;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ohmstead.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ohmstead tokens}. */
@Command(name = "tokens", description = "Cards and other tokens; without a command the list.")
final class Tokens {

    private static final String ROUTE = "tokens";

    /** As the server shortens a number, and tables do. */
    private static final Pattern SHORTENED = Pattern.compile("(.{4})?\\*\\*\\*");

    @Command(name = "list", description = "One line for each card.")
    int list(
            @Mixin Access access,
            @Mixin Listing listing,
            @Option(
                            names = "--search",
                            paramLabel = "TEXT",
                            description = "only those with it in number, label or group")
                    Optional<String> search,
            @Option(
                            names = "--full",
                            description =
                                    "whole numbers in the table, as --json has them, if your role may change cards:"
                                            + " whoever reads one can charge with it")
                    boolean full) {
        try (Server server = access.open()) {
            Sites sites = new Sites(server);
            Table table = Table.of(
                    Column.of("CARD", "value"),
                    Column.of("TYPE", "type"),
                    Column.of("LABEL", "label"),
                    Column.of("GROUP", "group"),
                    Column.of("VERDICT", "verdict"),
                    sites.column("EXPIRES", "expires"),
                    Column.of("AT ONCE", "maxConcurrent"));
            listing.print(
                    access,
                    server.items(Server.path(ROUTE), Map.of("search", search))
                            .map(token -> full ? token : shown(access, token)),
                    table);
        }
        return Exit.DONE;
    }

    @Command(name = "add", description = "Adds a card; fails if it is there.")
    int add(
            @Mixin Access access,
            @Mixin Card card,
            @Option(names = "--label", paramLabel = "TEXT", description = "what people call it") Optional<String> label,
            @Option(
                            names = "--group",
                            paramLabel = "NAME",
                            description = "whose cards may stop each other's transactions")
                    Optional<String> group,
            @Option(names = "--expires", paramLabel = "TIME", description = "from when on it is refused")
                    Optional<String> expires,
            @Option(
                            names = "--at-once",
                            paramLabel = "N",
                            converter = WholeNumber.FromZero.class,
                            description = "most transactions at once, 0 for any number")
                    Optional<Integer> atOnce) {
        try (Server server = access.open()) {
            Sites sites = new Sites(server);
            ObjectNode body = Server.JSON.createObjectNode().put("value", card.number(access));
            card.type.ifPresent(it -> body.put("type", it));
            label.ifPresent(it -> body.put("label", it));
            group.ifPresent(it -> body.put("group", it));
            sites.instant(access, "--expires", expires).ifPresent(it -> body.put("expires", it));
            atOnce.ifPresent(it -> body.put("maxConcurrent", it));
            Details.show(access, shown(access, server.post(Server.path(ROUTE), body)), sites);
        }
        return Exit.DONE;
    }

    @Command(name = "block", description = "Blocks a card: it starts nothing any more.")
    int block(@Mixin Access access, @Mixin Card card) {
        return setBlocked(access, card, true);
    }

    @Command(name = "unblock", description = "Lets a blocked card charge again.")
    int unblock(@Mixin Access access, @Mixin Card card) {
        return setBlocked(access, card, false);
    }

    private static int setBlocked(Access access, Card card, boolean blocked) {
        try (Server server = access.open()) {
            ObjectNode token = (ObjectNode) server.get(card.route(access));
            token.remove("value");
            token.remove("type");
            token.remove("verdict");
            token.remove("warning");
            JsonNode changed = server.put(card.route(access), token.put("blocked", blocked));
            Details.show(access, shown(access, changed), new Sites(server));
        }
        return Exit.DONE;
    }

    @Command(name = "remove", description = "Forgets a card; its transactions stay.")
    int remove(@Mixin Access access, @Mixin Card card) {
        try (Server server = access.open()) {
            server.delete(card.route(access));
        }
        return Exit.DONE;
    }

    @Command(
            name = "import",
            description =
                    "Adds or replaces the cards of a CSV file, all or none. Its header is of: value (needed), type, label,"
                            + " blocked, expires, group, maxConcurrent.")
    int importCsv(@Mixin Access access, @Parameters(paramLabel = "FILE") Path file) {
        try (Server server = access.open()) {
            JsonNode answer = server.postCsv(Server.path(ROUTE, "import"), BodyPublishers.ofFile(file));
            access.out()
                    .println(access.json() ? answer : answer.path("imported").asString("") + " imported");
            if (!access.json() && answer.has("warning")) {
                access.err().println("ohmstead: " + answer.path("warning").asString(""));
            }
        } catch (FileNotFoundException e) {
            throw new Failed(Exit.WRONG_USAGE, "there is no file " + file + " that you can read.", e);
        }
        return Exit.DONE;
    }

    /** Screens are looked at by others, too, so that they have the number as the server shortens it everywhere but here. */
    private static JsonNode shown(Access access, JsonNode token) {
        if (access.json()) {
            return token;
        }
        String value = token.path("value").asString("");
        return ((ObjectNode) token.deepCopy())
                .put("value", value.length() <= 6 ? "***" : value.substring(0, 4) + "***");
    }

    /** A number in full; what is left of one may be of many cards. */
    static String whole(Access access, String number) {
        if (SHORTENED.matcher(number).matches()) {
            throw access.wrong(
                    number + " is what is shown of a card; its whole number is needed. \"ohmstead tokens list"
                            + " --full\" shows whole numbers to whoever may change cards.");
        }
        return number;
    }

    /** Which card is meant. */
    static final class Card {

        @Parameters(paramLabel = "CARD", description = "its number, in full")
        private String number;

        @Option(names = "--type", paramLabel = "TYPE", description = "its type, where it has one")
        private Optional<String> type;

        String number(Access access) {
            return whole(access, number);
        }

        String route(Access access) {
            return Server.query(Server.path(ROUTE, number(access)), Map.of("type", type));
        }
    }
}

package org.ohmstead.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ohmstead.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ohmstead plugin}. */
@Command(name = "plugin", description = "The bundles of the server; without a command the list.")
final class Plugins {

    private static final Duration UNTIL_IT_IS_TAKEN = Duration.ofSeconds(30);

    /** What it waits for may still be starting. */
    private static final Duration UNTIL_IT_RUNS = Duration.ofSeconds(5);

    /** Between two questions: the server does not tell by itself when a bundle comes or goes, so it is asked until it is so. */
    private static final long PAUSE_MILLIS = 200;

    @Command(name = "list", description = "One line for each bundle: how it is, and what it misses.")
    int list(@Mixin Access access, @Mixin Listing listing) {
        try (Server server = access.open()) {
            Table table = Table.of(
                    Column.of("BUNDLE", "name"),
                    Column.of("VERSION", "version"),
                    Column.of("STATE", "state"),
                    new Column("MISSING", plugin -> missing(plugin).collect(Collectors.joining("; "))));
            listing.print(access, all(server), table);
        }
        return Exit.DONE;
    }

    @Command(
            name = "install",
            description =
                    "Puts a plugin into the running server of this machine, or replaces it, and says whether it runs.")
    int install(@Mixin Access access, @Parameters(paramLabel = "FILE") Path file) {
        var jars = new PluginJars(access.homeHere());
        String name = PluginJars.nameOf(file);
        try (Server server = access.open()) {
            Optional<Path> jar = jars.find(name);
            Optional<JsonNode> before = find(server, name);
            if (before.isPresent() && jar.isEmpty()) {
                throw new Failed(Exit.FAILED, name + " is part of the installation, or came by the shell.");
            }
            Optional<byte[]> former = jar.map(PluginJars::read);
            jars.put(name, PluginJars.read(file));
            Optional<JsonNode> plugin = taken(server, name, since(before));
            if (plugin.isEmpty()) {
                former.ifPresentOrElse(
                        it -> jars.put(name, it), () -> jars.find(name).ifPresent(jars::remove));
                throw new Failed(
                        Exit.FAILED,
                        "the server has not taken it, so it does not stay in plugins/; the server's log says why.");
            }
            tell(access, plugin.get());
            return runs(plugin.get()) ? Exit.DONE : Exit.FAILED;
        }
    }

    @Command(name = "remove", description = "Takes a plugin out of the running server of this machine.")
    int remove(@Mixin Access access, @Parameters(paramLabel = "NAME") String name) {
        var jars = new PluginJars(access.homeHere());
        try (Server server = access.open()) {
            Path jar = jars.find(name)
                    .orElseThrow(() -> new Failed(
                            Exit.NOTHING_THERE, "no plugin of that name was installed into plugins/ of this home."));
            jars.remove(jar);
            if (await(server, name, UNTIL_IT_IS_TAKEN, Optional::isEmpty).isPresent()) {
                throw new Failed(Exit.FAILED, name + " does not end; the server's log says why.");
            }
            access.out().println(name + " is gone.");
        }
        return Exit.DONE;
    }

    /** How the plugin is now that the server has this jar, and no longer the one of that time; empty where it does not take it. */
    private static Optional<JsonNode> taken(Server server, String name, Optional<String> before) {
        Predicate<Optional<JsonNode>> taken = it -> it.isPresent() && !since(it).equals(before);
        Optional<JsonNode> plugin = await(server, name, UNTIL_IT_IS_TAKEN, taken);
        return taken.test(plugin)
                ? await(
                                server,
                                name,
                                UNTIL_IT_RUNS,
                                it -> it.filter(Plugins::runs).isPresent())
                        .or(() -> plugin)
                : Optional.empty();
    }

    /** @return how the plugin is once that is so, or else when the time is up; empty where it is not there */
    private static Optional<JsonNode> await(
            Server server, String name, Duration longest, Predicate<Optional<JsonNode>> so) {
        Instant end = Instant.now().plus(longest);
        Optional<JsonNode> plugin = find(server, name);
        while (!so.test(plugin) && Instant.now().isBefore(end)) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new Failed(Exit.FAILED, "interrupted.", e);
            }
            plugin = find(server, name);
        }
        return plugin;
    }

    private static Stream<JsonNode> all(Server server) {
        return server.get("/plugins").path("items").valueStream();
    }

    private static Optional<JsonNode> find(Server server, String name) {
        return all(server)
                .filter(plugin -> plugin.path("name").asString("").equals(name))
                .findFirst();
    }

    private static Optional<String> since(Optional<JsonNode> plugin) {
        return plugin.map(it -> it.path("since").asString(""));
    }

    private static boolean runs(JsonNode plugin) {
        return plugin.path("state").asString("").equals("RUNS");
    }

    private static Stream<String> missing(JsonNode plugin) {
        return plugin.path("missing").valueStream().map(sentence -> sentence.asString(""));
    }

    private static void tell(Access access, JsonNode plugin) {
        if (access.json()) {
            access.out().println(plugin.toPrettyString());
            return;
        }
        String how = switch (plugin.path("state").asString("")) {
            case "RUNS" -> "runs.";
            case "WAITS" -> "runs, but parts of it wait:";
            case "FAILED" -> "broke when it started; the server's log says why.";
            case "STOPPED" -> "is not started.";
            default -> "cannot run:";
        };
        access.out()
                .println(plugin.path("name").asString("") + " "
                        + plugin.path("version").asString("") + " " + how);
        missing(plugin).forEach(sentence -> access.out().println("  " + Table.clean(sentence)));
    }
}

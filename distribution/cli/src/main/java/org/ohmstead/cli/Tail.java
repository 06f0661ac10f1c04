package org.ohmstead.cli;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ohmstead tail}: what the journal gets from now on, or from a position on, each entry once. */
@Command(
        name = "tail",
        description =
                "Follows the journal until Ctrl-C; with --json an entry is a line. Ends with 3 when the server goes.")
final class Tail implements Callable<Integer> {

    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);
    private static final Pattern POSITION = Pattern.compile("\\d{1,18}:\\d{1,18}");

    @Mixin
    private Access access;

    @Option(names = "--station", paramLabel = "ID", description = "only what concerns a station")
    private Optional<String> station;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            description = "only these, such as TransactionStarted,StationDisconnected")
    private List<String> kinds = List.of();

    @Option(names = "--after", paramLabel = "POSITION", description = "first what came after that, such as 1:42")
    private Optional<String> after;

    private Server server;
    private Sites sites;

    /** Of the last entry that was seen; also read while the process is ended by a signal. */
    private volatile Optional<String> last;

    private volatile boolean ended;

    @Override
    public Integer call() {
        if (after.isPresent() && !POSITION.matcher(after.get()).matches()) {
            throw access.wrong("--after needs a position like 1:42, not \"" + after.get() + "\".");
        }
        last = after;
        Runtime.getRuntime().addShutdownHook(new Thread(this::sayWhere, "where"));
        try (Server opened = access.open()) {
            server = opened;
            sites = new Sites(opened);
            station.ifPresent(id -> server.get(Server.path("stations", id)));
            refuseUnknownKinds();
            follow(server.events(station.map(id -> "journal:" + id).orElse("journal"), LONGEST_SILENCE)
                    .iterator());
            return Exit.DONE;
        } finally {
            ended = true;
        }
    }

    /** Of one that is mistyped nothing would ever come. */
    private void refuseUnknownKinds() {
        List<String> known = kinds.isEmpty()
                ? List.of()
                : server.get("/journal/kinds")
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("kind").asString(""))
                        .toList();
        for (String kind : kinds) {
            if (!known.contains(kind)) {
                throw access.wrong("there is no kind " + kind + "; there are " + String.join(", ", known) + ".");
            }
        }
    }

    /** Whoever ends it by Ctrl-C may want to go on later. */
    private void sayWhere() {
        if (!ended) {
            last.ifPresent(position -> access.err().println("ohmstead: go on with --after " + position + "."));
        }
    }

    /** The stream first, then what was before it: so nothing falls in between, and what comes twice is known by its position. */
    private void follow(Iterator<String> lines) {
        access.err().println("Following the journal; Ctrl-C ends.");
        catchUp();
        String event = "";
        try {
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith(EVENT)) {
                    event = line.substring(EVENT.length());
                } else if (line.startsWith(DATA)) {
                    take(event, Server.JSON.readTree(line.substring(DATA.length())));
                }
                if (access.out().checkError()) {
                    return; // nobody reads any longer
                }
            }
        } catch (UncheckedIOException e) {
            throw new Failed(Exit.NO_SERVER, gone(), e);
        }
        throw new Failed(Exit.NO_SERVER, gone());
    }

    private String gone() {
        return "the server went away"
                + last.map(position -> "; go on with --after " + position).orElse("") + ".";
    }

    private void take(String event, JsonNode data) {
        switch (event) {
            case "entry" -> print(data);
            case "dropped" -> {
                if (last.isEmpty()) {
                    access.err()
                            .println(data.path("count").asString("") + " entries came faster than they could be read.");
                }
                catchUp();
            }
            case "end" -> throw new Failed(Exit.FAILED, "the server ended the session.");
            default -> {
                // A newer server may tell more.
            }
        }
    }

    private void catchUp() {
        last.ifPresent(position ->
                server.items("/journal", Map.of("after", Optional.of(position))).forEach(this::print));
    }

    private void print(JsonNode entry) {
        String position = entry.path("position").asString("");
        if (last.isPresent() && !isLater(position, last.get())) {
            return;
        }
        last = Optional.of(position);
        String kind = entry.path("kind").asString("");
        String of = entry.path("station").asString("");
        if (!kinds.isEmpty() && !kinds.contains(kind)
                || station.isPresent() && !station.get().equals(of)) {
            return;
        }
        if (access.json()) {
            access.out().println(entry);
        } else {
            String at = sites.local(entry.path("receivedAt"), entry.path("site").asString(""));
            access.out()
                    .println(Table.clean(at + "  " + position + "  " + of + "  " + kind + "  " + entry.path("fact")));
        }
    }

    private static boolean isLater(String position, String than) {
        String[] left = position.split(":");
        String[] right = than.split(":");
        int epoch = Long.compare(Long.parseLong(left[0]), Long.parseLong(right[0]));
        return (epoch != 0 ? epoch : Long.compare(Long.parseLong(left[1]), Long.parseLong(right[1]))) > 0;
    }
}

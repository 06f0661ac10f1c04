package org.ohmstead.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ohmstead.cli.StationCommands.StationCommand;
import org.ohmstead.cli.Table.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ohmstead send}. */
@Command(
        name = "send",
        description = {
            "Sends a command to a station and waits for its answer; without a command says which there are.",
            "Example: ohmstead send CP-1 start-charging evse=1 idToken=04A1B2C3"
        },
        exitCodeListHeading = "Exit code:%n",
        exitCodeList = {
            "0:the station accepted, will do it later, or at its next boot",
            "1:the server refused",
            "2:wrong usage",
            "3:no server answers",
            "5:the station refused, or cannot do it",
            "6:nothing was sent: the station is offline",
            "7:sent and not answered; it may have happened",
            "8:there is no such station, or transaction"
        })
final class Send implements Callable<Integer> {

    @Mixin
    private Access access;

    @Parameters(index = "0", paramLabel = "STATION")
    private String station;

    @Parameters(index = "1", arity = "0..1", paramLabel = "COMMAND")
    private Optional<String> command;

    @Parameters(index = "2..*", paramLabel = "KEY=VALUE", description = "what the command needs; a list has commas")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        try (Server server = access.open()) {
            StationCommands known = StationCommands.of(server.get("/openapi.json"));
            if (command.isEmpty()) {
                known.describe(access.out());
                return Exit.DONE;
            }
            StationCommand wanted = known.find(command.get())
                    .orElseThrow(() -> access.wrong("there is no command \"" + command.get()
                            + "\" for stations; there are " + String.join(", ", known.names()) + "."));
            ObjectNode body = wanted.body(arguments, access::wrong);
            JsonNode answer = server.post(Server.path("stations", station, "commands", wanted.name()), body);
            print(answer);
            return exit(answer.path("outcome").asString(""));
        }
    }

    private void print(JsonNode answer) {
        if (access.json()) {
            access.out().println(answer.toPrettyString());
            return;
        }
        String word = answer.path("word").asString("");
        access.out()
                .println(Table.clean(Stream.of(
                                answer.path("outcome").asString(""),
                                word.isEmpty() ? "" : "(the station says " + word + ")",
                                answer.path("reason").asString(""))
                        .filter(part -> !part.isEmpty())
                        .reduce((left, right) -> left + " " + right)
                        .orElse("")));
        if (answer.has("data")) {
            access.out().println(Table.clean(answer.get("data").asString("")));
        }
        if (answer.has("settings")) {
            Table.of(Column.of("SETTING", "name"), Column.of("VALUE", "value"), new Column("", Send::readOnly))
                    .print(answer.get("settings").iterator(), access.out());
            answer.path("unknown").forEach(name -> access.out().println("unknown: " + Table.clean(name.asString(""))));
        }
    }

    private static String readOnly(JsonNode setting) {
        return setting.path("readOnly").asBoolean(false) ? "read-only" : "";
    }

    private static int exit(String outcome) {
        return switch (outcome) {
            case "ACCEPTED", "SCHEDULED", "REBOOT_REQUIRED" -> Exit.DONE;
            case "OFFLINE", "NOT_SENT" -> Exit.STATION_OFFLINE;
            case "UNKNOWN" -> Exit.STATION_SILENT;
            default -> Exit.STATION_REFUSED;
        };
    }
}

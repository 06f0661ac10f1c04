package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What bash offers is what there is. */
class CompletionTest {

    @TempDir
    private Path directory;

    private static final Path SCRIPT = Path.of("../completion/ohmstead.bash");
    private static final CommandLine LINE =
            Main.line(Map.of(), new PrintWriter(System.out), new PrintWriter(System.err), name -> true);

    @Test
    void everyCommandOfTheHelpIsOffered() throws Exception {
        String help = Files.readString(Path.of("../bin/ohmstead"));
        help = help.substring(help.indexOf("usage: ohmstead"), help.indexOf("\nEOF"));
        Set<String> commands = new TreeSet<>(Set.of("help"));
        Pattern.compile("(?m)^  ([a-z][a-z-]*(?:, [a-z]+)*) ")
                .matcher(help)
                .results()
                .map(MatchResult::group)
                .forEach(names -> commands.addAll(List.of(names.strip().split(", "))));

        assertThat(offered(""))
                .containsExactlyInAnyOrderElementsOf(commands)
                .containsAll(LINE.getSubcommands().keySet());
    }

    @Test
    void everyCommandOfAGroupAndEveryOptionIsOffered() throws Exception {
        for (CommandLine command : LINE.getSubcommands().values()) {
            Map<String, CommandLine> group = command.getSubcommands();
            if (group.isEmpty()) {
                assertThat(offered(command.getCommandName(), "--")).isEqualTo(options(command));
            } else {
                assertThat(offered(command.getCommandName(), "")).isEqualTo(group.keySet());
                assertThat(offered(command.getCommandName(), "--json", "--")).isEqualTo(options(group.get("list")));
            }
            for (CommandLine one : group.values()) {
                assertThat(offered(command.getCommandName(), one.getCommandName(), "--"))
                        .isEqualTo(options(one));
            }
        }
    }

    @Test
    void filesAreOfferedWhereOneIsNeeded() throws Exception {
        assertThat(offered("stations", "list", "--token-file", "po")).containsExactly("pom.xml");
        assertThat(offered("tokens", "import", "po")).containsExactly("pom.xml");
        assertThat(offered("stations", "list", "--home", "sr")).containsExactly("src");
    }

    @Test
    void commandsOfAStationAreOfferedAfterItsName() throws Exception {
        assertThat(offered("send", "CP-1", "re")).containsExactly("read-settings", "reset");
        assertThat(offered("send", "--home", "x", "--json", "CP-1", "unl")).containsExactly("unlock");
        assertThat(offered("send", "--", "-1", "unl")).containsExactly("unlock");
        assertThat(offered("send", "CP-1", "reset", "re")).containsExactly("");
    }

    @Test
    void kindsOfFactsAreOfferedOneAfterTheOther() throws Exception {
        assertThat(offered("tail", "--kinds", "TransactionSt")).containsExactly("TransactionStarted");
        assertThat(offered("tail", "--kinds", "AlertRaised,TransactionSt"))
                .containsExactly("AlertRaised,TransactionStarted");
    }

    @Test
    void pluginsThatCanBeRemovedAreOffered() throws Exception {
        Path plugins = Files.createDirectories(directory.resolve("plugins"));
        Files.createFile(plugins.resolve("acme.a.jar"));
        Files.createFile(plugins.resolve("acme.a b.jar"));
        Files.createFile(plugins.resolve("other.jar"));

        assertThat(offered("plugin", "remove", "--home", directory.toString(), "acme"))
                .containsExactly("acme.a", "acme.a\\ b");
    }

    /** A station names itself, and no name of one is to run in the shell of whoever looks at it. */
    @Test
    void stationsOfARunningServerAreOfferedAsTheyAre() throws Exception {
        try (ServerSocketChannel server = socket()) {
            assertThat(server.isOpen()).isTrue();
            Path program = directory.resolve("ohmstead");
            Files.writeString(
                    program,
                    "#!/bin/sh\ncat <<'EOF'\n[{\"id\":\"CP-1\",\"site\":\"s\"},\n {\"id\":\"CP $(touch "
                            + directory.resolve("ran") + ")\"},\n {\"id\":\"XX\"}]\nEOF\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            String home = directory.toString();

            Set<String> stations = Set.of("CP-1", "CP\\ \\$\\(touch\\ " + directory.resolve("ran") + "\\)");
            assertThat(offeredBy(program, "send", "--home", home, "CP")).isEqualTo(stations);
            assertThat(offeredBy(program, "stations", "show", "--home", home, "CP"))
                    .isEqualTo(stations);
            assertThat(offeredBy(program, "tx", "--home", home, "--station", "CP"))
                    .isEqualTo(stations);
            assertThat(offeredBy(program, "send", "--home", home, "--server", "https://x", "CP"))
                    .containsExactly("");
            assertThat(directory.resolve("ran")).doesNotExist();
        }
    }

    @Test
    void whereNoServerRunsNobodyIsAsked() throws Exception {
        assertThat(offeredBy(directory.resolve("none"), "send", "--home", directory.toString(), "CP"))
                .containsExactly("");
    }

    private ServerSocketChannel socket() throws IOException {
        Path run = Files.createDirectories(directory.resolve("run"));
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(run.resolve("admin.sock")));
    }

    /** By their long names, which say more to whoever looks for one. */
    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param words after {@code ohmstead}; the last is to be completed */
    private static Set<String> offered(String... words) throws IOException, InterruptedException {
        return offeredBy(Path.of("ohmstead"), words);
    }

    private static Set<String> offeredBy(Path program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "source " + SCRIPT + "; COMP_WORDS=(" + program
                        + " \"$@\"); COMP_CWORD=$#; _ohmstead; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<String> offered = new TreeSet<>(bash.inputReader().lines().toList());
        assertThat(bash.waitFor()).isZero();
        return offered;
    }
}

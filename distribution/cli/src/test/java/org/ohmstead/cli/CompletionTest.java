package org.ohmstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What bash offers is what there is. */
class CompletionTest {

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

    private static Set<String> options(CommandLine command) {
        return new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
    }

    /** @param words after {@code ohmstead}; the last is to be completed */
    private static Set<String> offered(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "source " + SCRIPT
                        + "; COMP_WORDS=(ohmstead \"$@\"); COMP_CWORD=$#; _ohmstead; printf '%s\\n' \"${COMPREPLY[@]}\"",
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

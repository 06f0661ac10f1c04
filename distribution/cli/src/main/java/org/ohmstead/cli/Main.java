package org.ohmstead.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Runs one command of {@code bin/ohmstead} against a running server. */
@Command(name = "ohmstead", synopsisSubcommandLabel = "COMMAND", sortOptions = false)
final class Main {

    private static final String LIST = "list";
    private static final List<String> HELP = List.of("-h", "--help");
    private static final List<Class<?>> COMMANDS = List.of(
            Stations.class, Transactions.class, Tokens.class, Send.class, Tail.class, Routes.class, Plugins.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "say this")
    private boolean help;

    public static void main(String[] args) {
        // UTF-8 whatever the locale: JSON is, and a station's label may be in any script.
        var out = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), true);
        System.exit(run(System.getenv(), out, new PrintWriter(System.err, true), args));
    }

    /** @return one of {@link Exit} */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        // The others are not even looked at: reading all their annotations takes longer than asking the server.
        CommandLine line = line(environment, out, err, name -> args.length > 0 && name.equals(args[0]));
        return line.execute(listWhereNothingIsSaid(line, args));
    }

    /**
     * The commands, with these variables for an environment.
     *
     * @param wanted which of them, by name
     */
    static CommandLine line(
            Map<String, String> environment, PrintWriter out, PrintWriter err, Predicate<String> wanted) {
        CommandLine.IFactory made = CommandLine.defaultFactory();
        CommandLine line = new CommandLine(new Main(), new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == Access.class ? type.cast(new Access(environment)) : made.create(type);
            }
        });
        COMMANDS.stream()
                .filter(type -> wanted.test(type.getAnnotation(Command.class).name()))
                .forEach(line::addSubcommand);
        line.getSubcommands().values().forEach(Main::sayHowDashesAreTyped);
        return line.setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                // A label may begin with @; it names no file with more arguments.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((wrong, args) -> wrongUsage(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    }

    /** A station may call itself -l, and a person a card. */
    private static void sayHowDashesAreTyped(CommandLine command) {
        command.getSubcommands().values().forEach(Main::sayHowDashesAreTyped);
        command.getCommandSpec().positionalParameters().stream()
                .filter(it -> it.index().min() == 0)
                .forEach(it -> command.getCommandSpec()
                        .usageMessage()
                        .footer(
                                "",
                                "A " + it.paramLabel() + " that begins with a dash comes after --, options before it:",
                                "  " + command.getCommandSpec().qualifiedName() + " -- -1"));
    }

    /** {@code stations --offline} is {@code stations list --offline}. */
    private static String[] listWhereNothingIsSaid(CommandLine line, String... args) {
        boolean said = args.length > 1 && (!args[1].startsWith("-") || HELP.contains(args[1]));
        CommandLine command = args.length == 0 ? null : line.getSubcommands().get(args[0]);
        if (said || command == null || !command.getSubcommands().containsKey(LIST)) {
            return args;
        }
        List<String> whole = new ArrayList<>(List.of(args));
        whole.add(1, LIST);
        return whole.toArray(String[]::new);
    }

    private static int wrongUsage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("ohmstead: " + Table.clean(WrongUsage.sentence(wrong)));
        command.getErr().println("See \"" + command.getCommandSpec().qualifiedName() + " --help\".");
        return Exit.WRONG_USAGE;
    }

    // What is not a failure of ours is a bug, and whoever reports it needs all of it.
    private static int failed(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof Failed known) {
            command.getErr().println("ohmstead: " + Table.clean(known.getMessage()));
            return known.exit();
        }
        throw failure;
    }
}

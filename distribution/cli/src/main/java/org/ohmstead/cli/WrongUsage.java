package org.ohmstead.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with what somebody typed, in our words. */
final class WrongUsage {

    private WrongUsage() {}

    static String sentence(ParameterException wrong) {
        return switch (wrong) {
            case MissingParameterException missing -> {
                // What is missing may be there and begin with a dash.
                List<String> odd = missing.getCommandLine().getUnmatchedArguments();
                yield odd.isEmpty() ? missing(missing) : odd(odd.getFirst());
            }
            case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is there more than once.";
            case UnmatchedArgumentException odd -> odd(odd.getUnmatched().getFirst());
            default ->
                wrong.getCause() instanceof TypeConversionException ill
                        ? name(wrong.getArgSpec()) + " " + ill.getMessage()
                        : wrong.getMessage();
        };
    }

    private static String missing(MissingParameterException missing) {
        return missing.getMissing().stream()
                .map(it -> it.isOption() ? name(it) + " needs a value." : it.paramLabel() + " is missing.")
                .collect(Collectors.joining(" "));
    }

    private static String odd(String word) {
        return word.startsWith("-")
                ? "there is no option " + word + " here; put -- before a name that begins with a dash."
                : "nothing is known to do with \"" + word + "\" here.";
    }

    private static String name(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> option.longestName();
            case PositionalParamSpec position -> position.paramLabel();
            default -> argument.paramLabel();
        };
    }
}

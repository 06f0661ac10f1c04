package org.ohmstead.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.ohmstead.api.csms.Routes.Mistake;

/** Turns what Camel throws into what an operator can do something about. */
final class Complaints {

    /** As YAML's parser says where it stumbled; it counts from 1. */
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column \\d+");

    /** As our component and those of our other bundles say it. */
    private static final Pattern NO_OPTION = Pattern.compile("There is no option (\\S+) of ");

    private final Secrets secrets;

    Complaints(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What went wrong in the end, in one line. */
    String sentence(Throwable error) {
        List<Throwable> chain = chain(error);
        Throwable cause = chain.reversed().stream()
                .filter(it -> it.getMessage() != null && !it.getMessage().isBlank())
                .findFirst()
                .orElse(chain.getLast());
        String name = cause.getClass().getSimpleName();
        if (cause.getMessage() == null || cause.getMessage().isBlank()) {
            return name;
        }
        String message = firstLine(cause.getMessage());
        // A word alone, such as the name of a host, says nothing without the kind of failure.
        return secrets.blotted(message.contains(" ") ? message : name + ": " + message);
    }

    /**
     * Why a file does not start.
     *
     * @param text of the file
     * @param components by the names that exist
     */
    Mistake mistake(Throwable error, String text, Collection<String> components) {
        List<Throwable> chain = chain(error);
        for (Throwable cause : chain) {
            if (cause instanceof NoSuchEndpointException missing) {
                return new Mistake(
                        line(text, missing.getUri()),
                        "There is no component for " + secrets.blotted(address(missing.getUri())) + "; there are "
                                + String.join(", ", components));
            }
        }
        for (Throwable cause : chain.reversed()) {
            Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
            if (place.find()) {
                return new Mistake(
                        OptionalInt.of(Integer.parseInt(place.group(1))),
                        secrets.blotted(firstLine(cause.getMessage())));
            }
        }
        for (Throwable cause : chain) {
            if (cause instanceof ResolveEndpointFailedException failed) {
                String sentence = optionsOrSentence(failed);
                return new Mistake(lineOfOption(text, failed.getUri(), sentence), sentence);
            }
        }
        return new Mistake(OptionalInt.empty(), sentence(error));
    }

    private String optionsOrSentence(ResolveEndpointFailedException failed) {
        return failed.getCause() == null ? secrets.blotted(firstLine(failed.getMessage())) : sentence(failed);
    }

    /** The first line from the address on that names the option the sentence is about, else that of the address. */
    private static OptionalInt lineOfOption(String text, String uri, String sentence) {
        OptionalInt address = line(text, uri);
        Matcher option = NO_OPTION.matcher(sentence);
        if (!option.find()) {
            return address;
        }
        Pattern key = Pattern.compile("\\b" + Pattern.quote(option.group(1)) + "['\"]?\\s*[:=]");
        List<String> lines = text.lines().toList();
        return IntStream.rangeClosed(address.orElse(1), lines.size())
                .filter(number -> !lines.get(number - 1).stripLeading().startsWith("#"))
                .filter(number -> key.matcher(lines.get(number - 1)).find())
                .mapToObj(OptionalInt::of)
                .findFirst()
                .orElse(address);
    }

    /** The first line that names the address, else its component. */
    private static OptionalInt line(String text, String uri) {
        String address = address(uri);
        List<String> lines = text.lines().toList();
        for (String wanted : List.of(address, address.substring(0, address.indexOf(':') + 1))) {
            OptionalInt found = IntStream.range(0, lines.size())
                    .filter(i -> !lines.get(i).stripLeading().startsWith("#"))
                    .filter(i -> lines.get(i).contains(wanted))
                    .findFirst();
            if (found.isPresent()) {
                return OptionalInt.of(found.getAsInt() + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** As one writes it: without the slashes that Camel adds and the options. */
    private static String address(String uri) {
        return uri.replaceFirst("://", ":").replaceFirst("\\?.*", "");
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    private static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = error; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}

package org.ohmstead.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.TypeConversionException;

/**
 * What one exception of Camel tells an operator.
 *
 * @param words of the file it is about, the most telling first
 */
record Finding(String sentence, List<String> words) {

    /** What {@code bundles/camel} brings. */
    static final List<String> LANGUAGES = List.of(
            "bean",
            "constant",
            "csimple",
            "exchangeProperty",
            "file",
            "header",
            "ref",
            "simple",
            "tokenize",
            "variable");

    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)\\}\\]");
    private static final Pattern OPTION = Pattern.compile("(?:option|of the kind) (\\w+)[ :;]");
    private static final Pattern ADDRESS = Pattern.compile("begin with (ohmstead:\\w+)");
    private static final Pattern SECRET = Pattern.compile("(?:There is no|The) secret ([^ :]+)");
    private static final Pattern NO_PROPERTY = Pattern.compile("Property with key \\[(.*?)\\] (?:not found|using)");
    private static final Pattern NO_STEPS = Pattern.compile("Route (.*?) has no output processors");
    private static final Pattern NO_FORMAT = Pattern.compile("Data format '(.*?)' could not be created");

    /** @param components by the names that exist; empty where the exception tells nothing by itself */
    static Optional<Finding> in(Throwable cause, Collection<String> components) {
        return Optional.ofNullable(
                switch (cause) {
                    case NoSuchEndpointException missing -> {
                        String address = address(missing.getUri());
                        yield new Finding(
                                "There is no component for " + address + "; there are " + String.join(", ", components),
                                words(address));
                    }
                    case NoSuchLanguageException missing ->
                        about(
                                missing.getLanguage(),
                                "There is no language " + missing.getLanguage() + "; there are "
                                        + String.join(", ", LANGUAGES));
                    case NoSuchBeanException missing ->
                        about(
                                missing.getName(),
                                "There is no bean " + missing.getName()
                                        + "; there is #done, which remembers what was done");
                    case PropertyBindingException wrong -> about(wrong.getPropertyName(), option(wrong));
                    case TypeConversionException wrong ->
                        about(String.valueOf(wrong.getValue()), value(wrong.getValue(), wrong.getToType()));
                    case ExpressionIllegalSyntaxException wrong ->
                        about(
                                firstLine(wrong.getExpression()),
                                "The expression " + firstLine(wrong.getExpression()) + " is wrong: "
                                        + firstLine(String.valueOf(wrong.getMessage())));
                    case ClassNotFoundException missing ->
                        about(missing.getMessage(), "There is no class " + missing.getMessage());
                    case ResolveEndpointFailedException failed -> unresolved(failed);
                    default -> byMessage(String.valueOf(cause.getMessage()));
                });
    }

    private static Finding about(String word, String sentence) {
        return new Finding(sentence, List.of(word));
    }

    private static String option(PropertyBindingException wrong) {
        Throwable cause = wrong.getCause();
        return "The option " + wrong.getPropertyName() + " is wrong: "
                + (cause instanceof TypeConversionException type
                        ? value(type.getValue(), type.getToType())
                        : "it cannot be " + wrong.getValue());
    }

    private static String value(Object value, Class<?> type) {
        if (type.isEnum()) {
            return value + " is none of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return value
                + switch (type.getSimpleName()) {
                    case "Integer", "Long", "int", "long" -> " is no whole number";
                    case "Boolean", "boolean" -> " is neither true nor false";
                    case "Duration" -> " is no time such as 1500 (milliseconds), 90s or 1m30s";
                    default -> " is no " + type.getSimpleName();
                };
    }

    private static Finding unresolved(ResolveEndpointFailedException failed) {
        String message = String.valueOf(failed.getMessage());
        return group(UNKNOWN_OPTIONS, message)
                .map(given -> Arrays.stream(given.split(", "))
                        .map(option -> option.split("=", 2)[0])
                        .toList())
                .map(options -> new Finding(
                        "There is no option " + String.join(", ", options) + " of " + address(failed.getUri())
                                + "; camel.apache.org/components says which there are",
                        options))
                .orElseGet(() -> byMessage(message));
    }

    private static Finding byMessage(String message) {
        Optional<String> property = group(NO_PROPERTY, message);
        if (property.isPresent()) {
            return about(
                    "{{" + property.get(),
                    "There is no property " + property.get()
                            + "; there are {{ohmstead.home}}, {{secret:name}} and {{env:NAME}}");
        }
        return group(NO_FORMAT, message)
                .map(format -> "There is no data format " + format + ": no bundle that is installed brings it")
                .or(() -> group(NO_STEPS, message).map(route -> "The route " + route + " has no steps"))
                .map(sentence -> new Finding(sentence, List.of()))
                .orElse(null);
    }

    /** A sentence of a component, ours or another's, about an address if that is known. */
    static Finding of(String sentence, Optional<String> uri) {
        List<String> words = new ArrayList<>();
        group(SECRET, sentence).ifPresent(name -> words.addAll(List.of("secret:" + name, name)));
        group(OPTION, sentence).ifPresent(words::add);
        group(ADDRESS, sentence).ifPresent(words::add);
        uri.ifPresent(it -> words.addAll(words(address(it))));
        return new Finding(sentence.contains(" ") ? sentence : "Camel can make nothing of it: " + sentence, words);
    }

    private static List<String> words(String address) {
        return List.of(address, address.substring(0, address.indexOf(':') + 1));
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** As one writes it: without the slashes that Camel adds and the options. */
    private static String address(String uri) {
        return uri.replaceFirst("://", ":").replaceFirst("\\?.*", "");
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }
}

package org.ohmstead.settings;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the metadata says of one key (OSGi Compendium 105, AD).
 *
 * @param type the metadata's word: {@code Integer}, {@code Boolean}, {@code String}, ...
 * @param options the only values allowed; empty for any
 * @param entries what each part of a list in a text has to look like
 */
record Attribute(
        String type,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        List<String> options,
        Optional<Entries> entries) {

    /** @param form the pattern in words */
    record Entries(String separator, Pattern pattern, String form) {

        /** Also of an entry that is filled in later: its form is there already. */
        private Optional<String> complaint(String value) {
            return Arrays.stream(value.split(Pattern.quote(separator)))
                    .map(String::strip)
                    .filter(entry -> !entry.isEmpty() && !pattern.matcher(entry).matches())
                    .findFirst()
                    .map(entry -> "has \"" + entry + "\", which is not of the form " + form);
        }
    }

    /** What is wrong with a value, as the end of a sentence that begins with its key; empty if nothing is. */
    Optional<String> complaint(String value) {
        Optional<String> wrongEntry = entries.flatMap(it -> it.complaint(value));
        if (wrongEntry.isPresent()) {
            return wrongEntry;
        }
        if (value.contains("$[")) {
            // Filled in when a component reads it: a secret, a property or the environment.
            return Optional.empty();
        }
        if (!options.isEmpty() && !options.contains(value)) {
            return Optional.of("is one of " + String.join(", ", options));
        }
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "integer", "long", "short", "byte" -> number(value, true);
            case "double", "float" -> number(value, false);
            case "boolean" ->
                value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of("is true or false");
            default -> Optional.empty();
        };
    }

    private Optional<String> number(String value, boolean whole) {
        try {
            BigDecimal number = new BigDecimal(value);
            boolean inRange = min.map(least -> number.compareTo(least) >= 0).orElse(true)
                    && max.map(most -> number.compareTo(most) <= 0).orElse(true);
            if (inRange && (!whole || value.indexOf('.') < 0 && fits(number))) {
                return Optional.empty();
            }
        } catch (NumberFormatException e) {
            // The same sentence tells what it should be.
        }
        return Optional.of("is a " + (whole ? "whole number" : "number")
                + min.map(least -> " from " + least).orElse("")
                + max.map(most -> " to " + most).orElse(""));
    }

    private boolean fits(BigDecimal number) {
        int bits = number.toBigInteger().bitLength();
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "byte" -> bits < Byte.SIZE;
            case "short" -> bits < Short.SIZE;
            case "integer" -> bits < Integer.SIZE;
            default -> bits < Long.SIZE;
        };
    }
}

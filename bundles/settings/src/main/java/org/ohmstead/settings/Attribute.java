package org.ohmstead.settings;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.Settings.Field;
import org.ohmstead.api.csms.Settings.Option;
import org.ohmstead.api.csms.Settings.Type;
import org.ohmstead.api.settings.Counts;

/**
 * What the metadata says of one key (OSGi Compendium 105, AD).
 *
 * @param type the metadata's word: {@code Integer}, {@code Boolean}, {@code String}, ...
 * @param required whether a component cannot do without
 * @param preset the value of a key that is not written
 * @param options the only values allowed, with their words; empty for any
 * @param entries what each part of a list in a text has to look like
 * @param counts empty where it is as for the whole component
 */
record Attribute(
        String key,
        String name,
        String description,
        String type,
        boolean required,
        String preset,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        List<Option> options,
        Optional<Entries> entries,
        Optional<Counts.When> counts) {

    /** Zeros of a number. Written out in full 1e999999999 would fill the memory. */
    private static final int MOST_ZEROS = 30;

    boolean isSecret() {
        return kind() == Type.SECRET;
    }

    /** Whether it has to be written, since there is nothing it could be where it is not. */
    boolean isWanted() {
        return required && preset.isEmpty() && complaint("").isPresent();
    }

    Type kind() {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "integer", "long", "short", "byte" -> Type.WHOLE_NUMBER;
            case "double", "float" -> Type.NUMBER;
            case "boolean" -> Type.TRUE_OR_FALSE;
            case "password" -> Type.SECRET;
            default -> Type.TEXT;
        };
    }

    Field field(Counts.When ofComponent) {
        return new Field(key, name, description, kind(), preset, min, max, options, counts.orElse(ofComponent));
    }

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
        if (Reference.isIn(value)) {
            // Filled in when a component reads it; only what counts where there is nothing to fill in is known now.
            return Reference.whole(value).flatMap(Reference::preset).flatMap(this::complaint);
        }
        if (!options.isEmpty()
                && options.stream().noneMatch(option -> option.value().equals(value))) {
            return Optional.of(
                    "is one of " + options.stream().map(Option::value).collect(Collectors.joining(", ")));
        }
        return switch (kind()) {
            case WHOLE_NUMBER -> number(value, true);
            case NUMBER -> number(value, false);
            case TRUE_OR_FALSE ->
                value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of("is true or false");
            case TEXT, SECRET -> Optional.empty();
        };
    }

    private Optional<String> number(String value, boolean whole) {
        try {
            BigDecimal number = new BigDecimal(value);
            boolean inRange = Math.abs(number.scale()) <= MOST_ZEROS
                    && min.map(least -> number.compareTo(least) >= 0).orElse(true)
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

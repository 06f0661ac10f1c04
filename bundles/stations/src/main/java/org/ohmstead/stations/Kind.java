package org.ohmstead.stations;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A kind of hardware in a file of an operator: patterns in which * is any text, without regard to case; empty asks for nothing. */
record Kind(String vendor, String model) {

    boolean fits(Optional<String> vendorGiven, Optional<String> modelGiven) {
        return fits(vendor, vendorGiven) && fits(model, modelGiven);
    }

    /** The more it asks for. */
    int precision() {
        return (vendor.isBlank() ? 0 : 1) + (model.isBlank() ? 0 : 2);
    }

    static boolean fits(String pattern, Optional<String> text) {
        String wanted = pattern.strip().toLowerCase(Locale.ROOT);
        String regex =
                Arrays.stream(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return wanted.isEmpty()
                || text.filter(given -> given.toLowerCase(Locale.ROOT).matches(regex))
                        .isPresent();
    }
}

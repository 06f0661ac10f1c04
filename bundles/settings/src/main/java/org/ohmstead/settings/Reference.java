package org.ohmstead.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a value that is filled in when a component is given it, such as {@code $[secret:name]} or
 * {@code $[prop:name;default=value]}.
 *
 * @param kind {@code secret}, {@code prop} or {@code env}
 * @param preset what counts where there is none of that name
 */
record Reference(String kind, String name, Optional<String> preset) {

    private static final Pattern FORM = Pattern.compile("\\$\\[([a-z]+):([^];]*)((?:;[a-z]+=[^];]*)*)]");
    private static final Pattern PRESET = Pattern.compile(";default=([^;]*)");

    /** Whether there may be one, of whatever form. */
    static boolean isIn(String value) {
        return value.contains("$[");
    }

    static List<Reference> in(String value) {
        return FORM.matcher(value).results().map(Reference::of).toList();
    }

    /** The value if it is one and nothing else. */
    static Optional<Reference> whole(String value) {
        Matcher matcher = FORM.matcher(value);
        return matcher.matches() ? Optional.of(of(matcher.toMatchResult())) : Optional.empty();
    }

    private static Reference of(MatchResult found) {
        Matcher preset = PRESET.matcher(found.group(3));
        return new Reference(
                found.group(1), found.group(2), preset.find() ? Optional.of(preset.group(1)) : Optional.empty());
    }

    boolean isSecret() {
        return kind.equals("secret");
    }

    boolean isOption() {
        return kind.equals("prop");
    }

    /** The same with another preset; empty where that cannot be written inside of one. */
    Optional<String> withPreset(String value) {
        return value.matches("[^];$]*")
                ? Optional.of("$[" + kind + ":" + name + ";default=" + value + "]")
                : Optional.empty();
    }
}

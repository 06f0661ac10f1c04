package org.ohmstead.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of a command line: {@code --name value}. */
final class Options {

    /** What the person at the keyboard got wrong, as a sentence for them. */
    static final class Misuse extends RuntimeException {
        Misuse(String sentence) {
            super(sentence);
        }
    }

    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param flags those that need no value */
    Options(List<String> arguments, Set<String> known, Set<String> flags) {
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var name = rest.next();
            if (!known.contains(name) && !flags.contains(name)) {
                throw new Misuse("There is no option " + name + " here.");
            }
            if (known.contains(name) && !rest.hasNext()) {
                throw new Misuse(name + " needs a value.");
            }
            values.put(name, known.contains(name) ? rest.next() : "");
        }
    }

    boolean set(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String demanded(String name) {
        return text(name).orElseThrow(() -> new Misuse(name + " is missing."));
    }

    int count(String name, int otherwise) {
        return (int) number(name, otherwise);
    }

    long whole(String name, long otherwise) {
        return (long) number(name, otherwise);
    }

    double number(String name, double otherwise) {
        try {
            double number = text(name).map(Double::valueOf).orElse(otherwise);
            if (number < 0) {
                throw new Misuse(name + " cannot be negative.");
            }
            return number;
        } catch (NumberFormatException noNumber) {
            throw new Misuse(name + " is a number, not \"" + values.get(name) + "\".");
        }
    }

    List<String> list(String name, List<String> otherwise) {
        return text(name)
                .map(list -> Arrays.stream(list.split(",")).map(String::strip).toList())
                .orElse(otherwise);
    }

    /** A time such as 90s, 15m or 8h; a bare number is seconds. */
    Optional<Duration> time(String name) {
        return text(name).map(time -> {
            try {
                return switch (time.isEmpty() ? ' ' : time.charAt(time.length() - 1)) {
                    case 'h' -> Duration.ofHours(amount(time));
                    case 'm' -> Duration.ofMinutes(amount(time));
                    case 's' -> Duration.ofSeconds(amount(time));
                    default -> Duration.ofSeconds(Long.parseLong(time));
                };
            } catch (NumberFormatException noTime) {
                throw new Misuse(name + " is a time such as 90s, 15m or 8h, not \"" + time + "\".");
            }
        });
    }

    private static long amount(String time) {
        return Long.parseLong(time.substring(0, time.length() - 1));
    }
}

package org.ohmstead.provisioning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.model.Hardware;

/**
 * What is wanted of a kind of station.
 *
 * @param vendor a pattern in which * is any text; empty for all. So are {@code model} and {@code firmware}
 * @param settings single values by name
 * @param lists values by name of which a station may take a part, such as what it measures
 */
record Recipe(
        String name,
        String vendor,
        String model,
        String firmware,
        Map<String, String> settings,
        Map<String, List<String>> lists) {

    private static final String HEARTBEAT_INTERVAL = "HeartbeatInterval";

    /** What {@link #pairs} takes of one entry. */
    static final String PAIR = "[^=\\s][^=]*=.*";

    /** A pair whose value has a part at least: nobody wants a list of nothing. */
    static final String LIST = "[^=\\s][^=]*=.*[^,\\s].*";

    /** The one that says most about the hardware first. */
    static final Comparator<Recipe> MOST_PRECISE =
            Comparator.comparingInt(Recipe::precision).reversed().thenComparing(Recipe::name);

    boolean matches(Hardware hardware) {
        return matches(vendor, hardware.vendor())
                && matches(model, hardware.model())
                && matches(firmware, hardware.firmwareVersion().orElse(""));
    }

    /** The interval wanted (OCPP 1.6 §9.1.10), if it is a number of seconds. */
    Optional<Duration> heartbeatInterval() {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().equalsIgnoreCase(HEARTBEAT_INTERVAL))
                .map(Map.Entry::getValue)
                .filter(value -> value.matches("[1-9][0-9]{0,8}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .findFirst();
    }

    /** Tells apart what is wanted of which firmware. */
    String fingerprint(Hardware hardware) {
        String text = modelOf(hardware) + '\n' + settings + '\n' + lists;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Under what refusals are remembered: another firmware may take what this one refuses. */
    static String modelOf(Hardware hardware) {
        return hardware.vendor()
                + '/'
                + hardware.model()
                + '/'
                + hardware.firmwareVersion().orElse("");
    }

    /** @throws IllegalArgumentException with a sentence for people */
    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(";")) {
            if (pair.isBlank()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 1 || pair.substring(0, equals).isBlank()) {
                throw new IllegalArgumentException("\"" + pair.strip() + "\" is not of the form name=value");
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    static List<String> parts(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    private int precision() {
        return (vendor.isEmpty() ? 0 : 1) + (model.isEmpty() ? 0 : 2) + (firmware.isEmpty() ? 0 : 4);
    }

    /** Whether a text fits a pattern, without regard to case. */
    private static boolean matches(String pattern, String text) {
        return pattern.isEmpty() || fits(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
    }

    private static boolean fits(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        if (!text.startsWith(pattern.substring(0, star))) {
            return false;
        }
        String rest = pattern.substring(star + 1);
        for (int from = star; from <= text.length(); from++) {
            if (fits(rest, text.substring(from))) {
                return true;
            }
        }
        return false;
    }
}

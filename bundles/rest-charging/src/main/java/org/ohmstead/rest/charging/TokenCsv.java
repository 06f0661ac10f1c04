package org.ohmstead.rest.charging;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Token;
import org.ohmstead.rest.resource.Csv;

/** Tokens from a CSV file. */
final class TokenCsv {

    /** What the console, and people, can read. */
    static final Instant LATEST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private static final Set<String> COLUMNS =
            new LinkedHashSet<>(List.of("value", "type", "label", "blocked", "expires", "group", "maxConcurrent"));
    private static final IdToken PLACEHOLDER = IdToken.of("-");

    private final ZoneId zone;
    private final Function<IdToken, Optional<Token>> stored;

    /**
     * @param zone in which a bare date begins
     * @param stored where a token's values come from of which the file has no column
     */
    TokenCsv(ZoneId zone, Function<IdToken, Optional<Token>> stored) {
        this.zone = zone;
        this.stored = stored;
    }

    List<Token> read(String text) {
        return new Csv(COLUMNS, "value").read(text, this::token);
    }

    private Token token(Csv.Line line) {
        IdToken idToken = line.text("value").map(value -> idToken(line, value)).orElse(PLACEHOLDER);
        Token before = stored.apply(idToken)
                .orElseGet(() -> new Token(idToken, "", false, Optional.empty(), Optional.empty(), Optional.empty()));
        return new Token(
                idToken,
                line.has("label") ? line.text("label", Token.LONGEST_LABEL).orElse("") : before.label(),
                line.has("blocked")
                        ? line.text("blocked").map(word -> flag(line, word)).orElse(false)
                        : before.blocked(),
                line.has("expires") ? line.text("expires").flatMap(word -> instant(line, word)) : before.expires(),
                line.has("group") ? line.text("group", Token.LONGEST_GROUP) : before.group(),
                line.has("maxConcurrent")
                        ? line.text("maxConcurrent").flatMap(word -> atOnce(line, word))
                        : before.maxConcurrent());
    }

    private static Optional<Integer> atOnce(Csv.Line line, String word) {
        try {
            int most = Integer.parseInt(word);
            if (most >= 0) {
                return Optional.of(most);
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence.
        }
        line.wrong("maxConcurrent", "is 0 for any number, or how many at once");
        return Optional.empty();
    }

    private static IdToken idToken(Csv.Line line, String value) {
        if (value.length() > 255) {
            line.wrong("value", "has 1 to 255 characters");
            return PLACEHOLDER;
        }
        if (TokenRoutes.isPathStep(value)) {
            line.wrong("value", TokenRoutes.NO_PATH_STEP);
            return PLACEHOLDER;
        }
        if (TokenRoutes.isShortened(value)) {
            line.wrong("value", TokenRoutes.SHORT);
            return PLACEHOLDER;
        }
        var idToken = new IdToken(value, line.text("type", IdToken.LONGEST_TYPE).orElse(IdToken.UNTYPED));
        line.keyed(idToken.folded() + " " + idToken.type().toUpperCase(Locale.ROOT));
        return idToken;
    }

    private static boolean flag(Csv.Line line, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> {
                line.wrong("blocked", "is true or false");
                yield false;
            }
        };
    }

    private Optional<Instant> instant(Csv.Line line, String word) {
        try {
            Instant at = word.indexOf('T') < 0
                    ? LocalDate.parse(word).atStartOfDay(zone).toInstant()
                    : Instant.parse(word);
            if (at.isAfter(LATEST_EXPIRY)) {
                line.wrong("expires", "is before the year 10000");
                return Optional.empty();
            }
            return Optional.of(at);
        } catch (DateTimeParseException e) {
            line.wrong("expires", "is a day like 2027-01-31 or a time like 2027-01-31T00:00:00Z");
            return Optional.empty();
        }
    }
}

package org.ohmstead.ocpp16.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ohmstead.api.model.IdToken;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Hides the values of secret configuration keys in a payload, wherever an object names one, and leaves every other character
 * as it was. A payload that may name one and cannot be read is hidden whole. What a DataTransfer carries (OCPP 1.6 §6.15, §6.16)
 * is the vendor's own: JSON in it is treated like a payload, and any word in it may be a token.
 */
public final class Redaction {

    private static final String HIDDEN = "\"***\"";
    private static final String UNREADABLE = "{\"hidden\":\"***\"}";

    /** {@code AuthorizationKey} (errata OCPP-J §3.10) and what vendors call their passwords. */
    private static final List<String> SECRETS = List.of(
            "authorizationkey",
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "passcode",
            "secret",
            "psk",
            "privatekey",
            "apikey",
            "token");

    /** A driver's token is no secret; it is shortened. */
    private static final String ID_TOKEN = "idtoken";

    /** The fields that hold a token (OCPP 1.6 §6, IdToken). */
    private static final Set<String> TOKENS = Set.of("idTag", "parentIdTag");

    /** What is long enough for a token of which something may be shown. */
    private static final Pattern WORD = Pattern.compile("[^\\s=,;|\"'<>(){}\\[\\]&/\\\\]{7,}");

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:?\\d\\d)?");

    private final JsonParser parser;
    private final boolean shortensTokens;

    /** Whether it is a DataTransfer, or JSON within one. */
    private final boolean vendors;

    private final List<Range> hidden = new ArrayList<>();

    private record Range(int from, int to, String instead) {}

    private Redaction(JsonParser parser, boolean shortensTokens, boolean vendors) {
        this.parser = parser;
        this.shortensTokens = shortensTokens;
        this.vendors = vendors;
    }

    /** Whether a configuration key holds a secret. */
    public static boolean isSecret(String key) {
        String folded = key.toLowerCase(Locale.ROOT).replace(ID_TOKEN, "");
        return SECRETS.stream().anyMatch(folded::contains);
    }

    /** The payload as people may see it. */
    public static String of(String payload) {
        return redacted(payload, false);
    }

    /** The same with tokens shortened, as it may be kept. */
    public static String kept(String payload) {
        return redacted(payload, true);
    }

    private static String redacted(String payload, boolean shortensTokens) {
        return mayHide(payload) ? read(payload, shortensTokens, false) : payload;
    }

    /** The payload of a DataTransfer or of its answer as people may see it. */
    public static String ofTransfer(String payload) {
        return read(payload, false, true);
    }

    /** The same with tokens shortened, as it may be kept. */
    public static String keptOfTransfer(String payload) {
        return read(payload, true, true);
    }

    private static String read(String payload, boolean shortensTokens, boolean vendors) {
        try (JsonParser parser = WireReader.parser(payload)) {
            Redaction redaction = new Redaction(parser, shortensTokens, vendors);
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    redaction.object();
                }
            }
            return redaction.applied(payload);
        } catch (JacksonException unreadable) {
            return UNREADABLE;
        }
    }

    /** Most payloads, all meter values among them, name neither a key nor a token, not even in an escaped way. */
    private static boolean mayHide(String payload) {
        return payload.contains("key")
                || payload.contains("Key")
                || payload.contains("dTag")
                || payload.indexOf('\\') >= 0;
    }

    /** Remembers where the values of this object lie if one of its keys is secret; objects within are looked at on the way. */
    private void object() {
        boolean secret = false;
        List<Range> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            int from = (int) parser.currentTokenLocation().getCharOffset();
            if (token.isScalarValue()) {
                String text = parser.getString();
                secret |= field.equals("key") && isSecret(text);
                if (shortensTokens && TOKENS.contains(field)) {
                    hidden.add(new Range(from, end(), shortened(text)));
                }
            } else {
                contents(token);
            }
            if (vendors) {
                vendors(field, token, from);
            }
            if (field.equals("value")) {
                values.add(new Range(from, end(), HIDDEN));
            }
        }
        if (secret) {
            hidden.addAll(values);
        }
    }

    /** In a vendor's own words a field may be called a password; data that is no text (it has to be) is not kept. */
    private void vendors(String field, JsonToken token, int from) {
        if (isSecret(field)) {
            hidden.add(new Range(from, end(), HIDDEN));
        } else if (field.equals("data") && token == JsonToken.VALUE_STRING) {
            hidden.add(new Range(from, end(), data(parser.getString())));
        } else if (field.equals("data") && token != JsonToken.VALUE_NULL && shortensTokens) {
            hidden.add(new Range(from, end(), HIDDEN));
        }
    }

    private String data(String text) {
        String start = text.stripLeading();
        String left = start.startsWith("{") || start.startsWith("[")
                ? read(text, shortensTokens, true)
                : isSecret(text) ? "***" : text;
        return WireWriter.quoted(
                shortensTokens
                        ? WORD.matcher(left).replaceAll(word -> Matcher.quoteReplacement(unlessToken(word.group())))
                        : left);
    }

    /** Nobody can tell a token from another word with a digit in it, but a time can be told. */
    private static String unlessToken(String word) {
        return word.chars().anyMatch(Character::isDigit) && !TIME.matcher(word).matches()
                ? word.substring(0, 4) + "***"
                : word;
    }

    private int end() {
        return (int) parser.currentLocation().getCharOffset();
    }

    /** What is left has no character that JSON would want escaped, or nothing is left. */
    private static String shortened(String token) {
        String left = token.isEmpty() ? "" : IdToken.of(token).shortened();
        return left.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\') ? '"' + left + '"' : HIDDEN;
    }

    private void contents(JsonToken open) {
        if (open == JsonToken.START_OBJECT) {
            object();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                contents(parser.currentToken());
            }
        }
    }

    private String applied(String payload) {
        if (hidden.isEmpty()) {
            return payload;
        }
        hidden.sort(Comparator.comparingInt(Range::from));
        StringBuilder shown = new StringBuilder(payload.length());
        int at = 0;
        for (Range range : hidden) {
            if (range.from >= at) {
                shown.append(payload, at, range.from).append(range.instead);
                at = range.to;
            }
        }
        return shown.append(payload, at, payload.length()).toString();
    }
}

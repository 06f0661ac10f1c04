package org.ohmstead.ocpp16.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppError.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one payload field by field and says precisely what is wrong with it. A field that is {@code null} counts as left out;
 * fields nobody asks for are skipped.
 */
public final class WireReader {

    /** How a record is read from its object. */
    @FunctionalInterface
    public interface Shape<T> {

        T read(WireReader in);
    }

    private static final int DEEPEST_PAYLOAD = 16;
    private static final int LONGEST_ID = 36;
    private static final int LONGEST_WORD = 100;
    private static final long MOST_WATT_HOURS = Long.MAX_VALUE / 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_PAYLOAD)
                    .maxStringLength(Integer.MAX_VALUE) // how long a message may be is the door's to say
                    .maxNumberLength(100)
                    .maxNameLength(255)
                    .build())
            .build();

    /** No object of the standard has more fields; in larger ones of a station's own invention nobody looks for repetitions. */
    private static final int MOST_FIELDS = 32;

    private final JsonParser parser;
    private final Consumer<String> forgiven;
    private String field = "";

    /** The names seen in the object being read, behind those of the objects around it. */
    private String[] seen = new String[MOST_FIELDS];

    private int seenFrom;
    private int seenTo;

    private WireReader(JsonParser parser, Consumer<String> forgiven) {
        this.parser = parser;
        this.forgiven = forgiven;
    }

    /**
     * Reads a whole payload.
     *
     * @throws OcppError if it is not what the shape asks for
     */
    public static <T> T read(String payload, Shape<T> shape) {
        return read(payload, shape, sin -> {});
    }

    /** @param forgiven told, in a sentence without data, what breaks the standard and is taken all the same */
    static <T> T read(String payload, Shape<T> shape, Consumer<String> forgiven) {
        try (JsonParser parser = parser(payload)) {
            return new WireReader(parser, forgiven).whole(shape);
        } catch (JacksonException broken) {
            throw new OcppError(Kind.FORMAT_VIOLATION, "The payload is not sound JSON.");
        }
    }

    /** A parser that refuses what is too deep. */
    static JsonParser parser(String payload) {
        return JSON.createParser(ObjectReadContext.empty(), payload);
    }

    private <T> T whole(Shape<T> shape) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.VALUE_NULL) {
            // OCPP-J 1.6 §4.2.1: null is another way to write the empty object.
            return read("{}", shape);
        }
        if (first != JsonToken.START_OBJECT) {
            throw new OcppError(Kind.FORMAT_VIOLATION, "The payload is not a JSON object.");
        }
        T value = shape.read(this);
        if (parser.nextToken() != null) {
            throw new OcppError(Kind.FORMAT_VIOLATION, "Something follows the payload.");
        }
        return value;
    }

    /** Goes to the next field that has a value; false at the end of the object. */
    boolean next() {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            field = parser.currentName();
            rejectRepetition();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                return true;
            }
        }
        return false;
    }

    /** Which of two values counts would be anybody's guess. */
    private void rejectRepetition() {
        for (int i = seenFrom; i < seenTo; i++) {
            if (seen[i].equals(field)) {
                throw new OcppError(Kind.FORMAT_VIOLATION, "A field is given twice.");
            }
        }
        if (seenTo - seenFrom < MOST_FIELDS) {
            if (seenTo == seen.length) {
                seen = Arrays.copyOf(seen, 2 * seen.length);
            }
            seen[seenTo++] = field;
        }
    }

    /** Reads an object within the object. */
    private <T> T inner(Shape<T> shape) {
        int from = seenFrom;
        int to = seenTo;
        seenFrom = to;
        T value = shape.read(this);
        seenFrom = from;
        seenTo = to;
        return value;
    }

    /** The name of the current field. */
    String field() {
        return field;
    }

    /** Passes over a value nobody asked for: stations add fields of their own (errata OCPP-J §3.1 forbids what many do). */
    void skip() {
        parser.skipChildren();
    }

    /** The value of a field that must be there. */
    static <T> T required(String name, T value) {
        if (value == null) {
            throw new OcppError(Kind.OCCURRENCE_CONSTRAINT_VIOLATION, name + " is missing.");
        }
        return value;
    }

    /** Text of a limited length. */
    String text(int longest) {
        expect(JsonToken.VALUE_STRING, "text");
        if (parser.getStringLength() > longest) {
            throw invalid("has more than " + longest + " characters");
        }
        String text = parser.getString();
        if (!isSound(text)) {
            throw invalid("has a character that is none");
        }
        return text;
    }

    /** Text that is forgiven for being longer than the standard allows. */
    String text(int standard, int longest) {
        String text = text(longest);
        if (text.length() > standard) {
            forgive("has more than " + standard + " characters");
        }
        return text;
    }

    /** Neither U+0000 nor half a surrogate pair: no database keeps the one, no encoding the other. */
    private static boolean isSound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Text that is mostly one of the standard's words, which are then not made anew; other words are forgiven. */
    String word(int longest) {
        expect(JsonToken.VALUE_STRING, "text");
        String known = Words.find(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (known != null) {
            return known;
        }
        String word = text(longest);
        if (!word.isEmpty()) {
            forgive("has a value OCPP 1.6 does not know");
        }
        return word;
    }

    void forgive(String what) {
        forgiven.accept(field + " " + what);
    }

    /** One word of a closed set. */
    String oneOf(Set<String> words) {
        expect(JsonToken.VALUE_STRING, "text");
        String known = Words.find(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        String word = known != null ? known : text(LONGEST_WORD);
        if (!words.contains(word)) {
            throw invalid("has a value OCPP 1.6 does not know");
        }
        return word;
    }

    /** The one field of many messages: a status out of a closed set. */
    String onlyStatus(Set<String> words) {
        String status = null;
        while (next()) {
            if (field.equals("status")) {
                status = oneOf(words);
            } else {
                skip();
            }
        }
        return required("status", status);
    }

    /** A 32-bit number. */
    int number() {
        long value = whole();
        if (value != (int) value) {
            throw invalid("is out of range");
        }
        return (int) value;
    }

    /** A number that is not negative. */
    int notNegative() {
        int value = number();
        if (value < 0) {
            throw invalid("is negative");
        }
        return value;
    }

    /** A whole number of watt-hours; more than a meter can count is refused. */
    long wattHours() {
        long value = whole();
        if (value > MOST_WATT_HOURS || value < -MOST_WATT_HOURS) {
            throw invalid("is out of range");
        }
        return value;
    }

    /** A number that only names something: kept as text, because stations send more than 32 bits (Alfen, steve #740). */
    String id() {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (parser.getStringLength() > LONGEST_ID) {
            throw invalid("is out of range");
        }
        return parser.getString();
    }

    private long whole() {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw invalid("is out of range");
        }
        return parser.getLongValue();
    }

    /** A dateTime (OCPP 1.6 §3.15). */
    Instant instant() {
        expect(JsonToken.VALUE_STRING, "text");
        Instant instant =
                WireTime.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (instant == null) {
            throw invalid("is not a date and time of ISO 8601");
        }
        return instant;
    }

    /** Any text, number or truth as text, for what is only shown to people; of an object or a list nothing. */
    String shown() {
        if (!parser.currentToken().isScalarValue()) {
            parser.skipChildren();
            return "";
        }
        return parser.getString();
    }

    /** A quantity, which the standard writes as text; that it came as a number (OpenEVSE firmware #335) is forgiven. */
    String quantity() {
        if (parser.currentToken().isNumeric()) {
            forgive("is a number");
            return parser.getString();
        }
        return text(Integer.MAX_VALUE);
    }

    /** A list of objects. */
    <T> List<T> list(Shape<T> shape) {
        List<T> list = new ArrayList<>();
        each(JsonToken.START_OBJECT, "an object", () -> list.add(inner(shape)));
        return list;
    }

    /** A list of objects, or the one object without brackets that Huawei sends (lbbrhzn #1144). */
    <T> List<T> listOrOne(Shape<T> shape) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return list(shape);
        }
        forgive("is no list");
        return List.of(inner(shape));
    }

    /** A list of texts. */
    List<String> texts() {
        List<String> list = new ArrayList<>();
        each(JsonToken.VALUE_STRING, "text", () -> list.add(parser.getString()));
        return list;
    }

    private void each(JsonToken item, String what, Runnable read) {
        expect(JsonToken.START_ARRAY, "a list");
        String name = field;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            field = name;
            expect(item, what);
            read.run();
        }
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw wrongType(what);
        }
    }

    private OcppError wrongType(String wanted) {
        return new OcppError(Kind.TYPE_CONSTRAINT_VIOLATION, field + " is not " + wanted + ".");
    }

    private OcppError invalid(String what) {
        return new OcppError(Kind.PROPERTY_CONSTRAINT_VIOLATION, field + " " + what + ".");
    }
}

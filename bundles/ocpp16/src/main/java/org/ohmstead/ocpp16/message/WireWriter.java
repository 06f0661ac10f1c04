package org.ohmstead.ocpp16.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes one payload. What is null is left out, so that every payload keeps to the official schemas. */
public final class WireWriter {

    /** RFC 3339, which the schemas ask for, has years of four digits. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final StringBuilder out = new StringBuilder(64);

    private WireWriter() {}

    /** The payload of our response. */
    public static String write(FromStation.Response response) {
        WireWriter writer = new WireWriter();
        writer.open();
        response.write(writer);
        return writer.closed();
    }

    /** The payload of our request. */
    public static String write(ToStation<?> request) {
        WireWriter writer = new WireWriter();
        writer.open();
        request.write(writer);
        return writer.closed();
    }

    void field(String name, String value) {
        if (value != null) {
            name(name);
            quote(value);
        }
    }

    void field(String name, Integer value) {
        if (value != null) {
            name(name);
            out.append(value.intValue());
        }
    }

    /** In UTC with {@code Z}, to the millisecond; what lies beyond the calendar is moved to its edge. */
    void field(String name, Instant value) {
        if (value != null) {
            Instant late = value.isBefore(FIRST) ? FIRST : value;
            Instant wire = late.isAfter(LAST) ? LAST : late;
            field(name, wire.truncatedTo(ChronoUnit.MILLIS).toString());
        }
    }

    /** A list of texts; left out when empty. */
    void field(String name, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        name(name);
        char separator = '[';
        for (String value : values) {
            out.append(separator);
            quote(value);
            separator = ',';
        }
        out.append(']');
    }

    /** An object within the object. */
    void field(String name, FromStation.Response value) {
        if (value != null) {
            name(name);
            open();
            value.write(this);
            out.append('}');
        }
    }

    private void open() {
        out.append('{');
    }

    private String closed() {
        return out.append('}').toString();
    }

    private void name(String name) {
        if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
        }
        out.append('"').append(name).append("\":");
    }

    private void quote(String value) {
        quote(value, out);
    }

    /** A text as JSON has it. */
    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2);
        quote(value, quoted);
        return quoted.toString();
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        out.append('"');
    }
}

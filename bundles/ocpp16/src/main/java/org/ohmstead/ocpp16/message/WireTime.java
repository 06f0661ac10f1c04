package org.ohmstead.ocpp16.message;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads the date and time of ISO 8601 (OCPP 1.6 §3.15) straight from the parser's buffer: extended format, any fraction, any
 * offset. Without an offset it is UTC, because that is what stations that leave it out mean more often than not (§3.14).
 */
final class WireTime {

    private final char[] text;
    private final int end;
    private int at;

    private WireTime(char[] text, int from, int length) {
        this.text = text;
        this.at = from;
        this.end = from + length;
    }

    /** @return null if it is no date and time */
    static Instant parse(char[] text, int from, int length) {
        return new WireTime(text, from, length).parse();
    }

    private Instant parse() {
        int year = digits(4);
        int month = after('-', 12);
        int day = after('-', 31);
        if (year < 0
                || month < 1
                || day < 1
                || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        if (!skip('T') && !skip('t') && !skip(' ')) {
            return null;
        }
        int hour = digits(2);
        int minute = after(':', 59);
        int second = at < end && text[at] == ':' ? after(':', 60) : 0;
        if (hour < 0 || hour > 23 || minute < 0 || second < 0) {
            return null;
        }
        int nanos = fraction();
        int offset = offset();
        if (nanos < 0 || offset == NONE || at != end) {
            return null;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds - offset, nanos);
    }

    private static final int NONE = Integer.MIN_VALUE;

    /** Seconds east of UTC. */
    private int offset() {
        if (at == end || skip('Z') || skip('z')) {
            return 0;
        }
        int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
        int hours = digits(2);
        int minutes = at == end ? 0 : skip(':') ? digits(2) : digits(2);
        return sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59
                ? NONE
                : sign * (hours * 3_600 + minutes * 60);
    }

    /**
     * Nanoseconds of whole microseconds: databases keep no more, and what a station repeats after a restart must be the same
     * time again.
     */
    private int fraction() {
        if (!skip('.') && !skip(',')) {
            return 0;
        }
        int micros = 0;
        int scale = 100_000;
        int first = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            micros += (text[at++] - '0') * scale;
            scale /= 10;
        }
        return at == first ? -1 : micros * 1_000;
    }

    private int after(char separator, int highest) {
        int value = skip(separator) ? digits(2) : -1;
        return value <= highest ? value : -1;
    }

    private boolean skip(char c) {
        if (at < end && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private int digits(int count) {
        if (end - at < count) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            int digit = text[at++] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}

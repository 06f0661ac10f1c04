package org.ohmstead.store.readings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.ohmstead.api.model.Sample;

/**
 * Samples in few bytes, and back without any loss. Version 1: the version, the number of samples, then for each a byte of
 * flags, the measurand, the unit, and what differs from the standard's defaults; a word is its number in {@link Words} or 0
 * and its text; a value is a decimal number (digits as a whole number and how many of them are decimals) where writing that
 * number gives the very text the station sent, else its text. Signed values are not here, only a hash of them.
 */
final class PackedSamples {

    private static final int VERSION = 1;

    private static final int SIGNED = 1;
    private static final int PHASE = 2;
    private static final int LOCATION = 4;
    private static final int CONTEXT = 8;
    private static final int DECIMAL = 16;

    /** More digits would not fit a long. */
    private static final int MOST_DIGITS = 18;

    private byte[] bytes = new byte[128];
    private int length;

    private PackedSamples() {}

    static byte[] pack(List<Sample> samples) {
        PackedSamples packed = new PackedSamples();
        packed.add(VERSION);
        packed.number(samples.size());
        for (Sample sample : samples) {
            packed.add(sample);
        }
        return Arrays.copyOf(packed.bytes, packed.length);
    }

    /** FNV-1a, 64 bits: tells apart what a station sent for one moment; no defence against forgers. */
    static long hash(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : bytes) {
            hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private void add(Sample sample) {
        long digits = sample.signed() ? -1 : digits(sample.value());
        boolean decimal = digits >= 0;
        add((sample.signed() ? SIGNED : 0)
                | (sample.phase().equals(Sample.TOTAL_PHASE) ? 0 : PHASE)
                | (sample.location().equals(Sample.OUTLET) ? 0 : LOCATION)
                | (sample.context().equals(Sample.PERIODIC) ? 0 : CONTEXT)
                | (decimal ? DECIMAL : 0));
        word(sample.measurand());
        word(sample.unit());
        if (!sample.phase().equals(Sample.TOTAL_PHASE)) {
            word(sample.phase());
        }
        if (!sample.location().equals(Sample.OUTLET)) {
            word(sample.location());
        }
        if (!sample.context().equals(Sample.PERIODIC)) {
            word(sample.context());
        }
        if (sample.signed()) {
            number(hash(sample.value().getBytes(StandardCharsets.UTF_8)));
        } else if (decimal) {
            boolean negative = sample.value().charAt(0) == '-';
            int point = sample.value().indexOf('.');
            add((point < 0 ? 0 : sample.value().length() - point - 1) << 1 | (negative ? 1 : 0));
            number(digits);
        } else {
            text(sample.value());
        }
    }

    /** The digits of a plain decimal number as one whole number; -1 if it is not written the way {@link #decimal} writes it. */
    private static long digits(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        int wholes = (point < 0 ? text.length() : point) - from;
        boolean leadingZero = wholes > 1 && text.charAt(from) == '0';
        if (wholes < 1 || text.length() - from > MOST_DIGITS || leadingZero || point == text.length() - 1) {
            return -1;
        }
        long digits = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i != point) {
                if (c < '0' || c > '9') {
                    return -1;
                }
                digits = digits * 10 + c - '0';
            }
        }
        return digits;
    }

    private static String decimal(long digits, int decimals, boolean negative) {
        StringBuilder text = new StringBuilder(Long.toString(digits));
        while (text.length() <= decimals) {
            text.insert(0, '0');
        }
        if (decimals > 0) {
            text.insert(text.length() - decimals, '.');
        }
        return negative ? text.insert(0, '-').toString() : text.toString();
    }

    private void word(String word) {
        int number = Words.number(word);
        add(number);
        if (number == 0) {
            text(word);
        }
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    /** Seven bits a byte, the lowest first. */
    private void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            add((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        add((int) rest);
    }

    private void add(int one) {
        room(1);
        bytes[length++] = (byte) one;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Whether some values lie elsewhere. */
    static boolean hasSigned(byte[] packed) {
        return new Reader(packed).samples(Collections.emptyIterator()).stream().anyMatch(Sample::signed);
    }

    /** @param signed the signed values in the order of the samples; those that are gone are empty */
    static List<Sample> unpack(byte[] packed, List<String> signed) {
        return new Reader(packed).samples(signed.iterator());
    }

    /** Reads what was packed. */
    private static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        List<Sample> samples(Iterator<String> signed) {
            int version = next();
            if (version != VERSION) {
                throw new IllegalStateException("Readings of version " + version + " need a newer release");
            }
            int count = (int) number();
            List<Sample> samples = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                samples.add(sample(signed));
            }
            return samples;
        }

        private Sample sample(Iterator<String> signed) {
            int flags = next();
            String measurand = word();
            String unit = word();
            String phase = (flags & PHASE) != 0 ? word() : Sample.TOTAL_PHASE;
            String location = (flags & LOCATION) != 0 ? word() : Sample.OUTLET;
            String context = (flags & CONTEXT) != 0 ? word() : Sample.PERIODIC;
            String value;
            if ((flags & SIGNED) != 0) {
                number();
                value = signed.hasNext() ? signed.next() : "";
            } else if ((flags & DECIMAL) != 0) {
                int form = next();
                value = decimal(number(), form >> 1, (form & 1) != 0);
            } else {
                value = text();
            }
            return new Sample(value, measurand, phase, location, context, unit, (flags & SIGNED) != 0);
        }

        private String word() {
            int number = next();
            return number == 0 ? text() : Words.word(number);
        }

        private String text() {
            int size = (int) number();
            at += size;
            return new String(bytes, at - size, size, StandardCharsets.UTF_8);
        }

        private long number() {
            long value = 0;
            int shift = 0;
            int one;
            do {
                one = next();
                value |= (long) (one & 0x7f) << shift;
                shift += 7;
            } while ((one & 0x80) != 0);
            return value;
        }

        private int next() {
            return bytes[at++] & 0xff;
        }
    }
}

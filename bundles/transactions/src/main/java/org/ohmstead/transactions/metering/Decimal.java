package org.ohmstead.transactions.metering;

/** Reads the decimal numbers of meters into scaled whole numbers, without making objects. */
final class Decimal {

    /** What {@link #scaled} answers to a text that is no number or does not fit. */
    static final long NONE = Long.MIN_VALUE;

    private static final int MOST_DIGITS = 18;
    private static final long LARGEST = 1_000_000_000_000_000_000L; // so that differences and sums of a few still fit
    private static final double LARGEST_EXACT = 1L << 53;

    private Decimal() {}

    /**
     * The number times the scale, rounded half away from zero; {@link #NONE} for anything but a number. A comma is taken for a
     * decimal point, because stations print in their own locale.
     */
    static long scaled(String text, long scale) {
        int end = text.length();
        int i = 0;
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        while (i < end && text.charAt(i) == ' ') {
            i++;
        }
        boolean negative = i < end && text.charAt(i) == '-';
        if (negative || i < end && text.charAt(i) == '+') {
            i++;
        }
        long digits = 0;
        long divisor = 1;
        int count = 0;
        boolean fraction = false;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (count == MOST_DIGITS) {
                    if (!fraction) {
                        return NONE;
                    }
                    continue; // beyond any meter's precision
                }
                digits = digits * 10 + (c - '0');
                divisor = fraction ? divisor * 10 : 1;
                count += digits == 0 && !fraction ? 0 : 1;
            } else if ((c == '.' || c == ',') && !fraction) {
                fraction = true;
            } else {
                return (c == 'e' || c == 'E') && digits != 0 ? exponential(text.substring(0, end), scale) : NONE;
            }
        }
        if (count == 0 && digits == 0 && !endsInDigit(text, end)) {
            return NONE;
        }
        return rounded(digits, divisor, scale, negative);
    }

    private static long rounded(long digits, long divisor, long scale, boolean negative) {
        long common = Math.min(divisor, scale); // both are powers of ten
        long multiplier = scale / common;
        long remaining = divisor / common;
        if (digits > LARGEST / multiplier) {
            return NONE;
        }
        long product = digits * multiplier;
        long quotient = product / remaining;
        long rest = product - quotient * remaining;
        long magnitude = rest >= remaining - rest && rest > 0 ? quotient + 1 : quotient;
        return negative ? -magnitude : magnitude;
    }

    private static boolean endsInDigit(String text, int end) {
        char last = end == 0 ? ' ' : text.charAt(end - 1);
        return last >= '0' && last <= '9';
    }

    /** {@code 1.2345678E7}, as stations written in Java print large registers. */
    private static long exponential(String text, long scale) {
        try {
            double value = Double.parseDouble(text.replace(',', '.')) * scale;
            return Math.abs(value) < LARGEST_EXACT ? Math.round(value) : NONE;
        } catch (NumberFormatException e) {
            return NONE;
        }
    }
}

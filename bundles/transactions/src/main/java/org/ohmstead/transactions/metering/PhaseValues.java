package org.ohmstead.transactions.metering;

import java.util.Locale;
import org.ohmstead.api.model.Sample;

/**
 * One quantity of one meter value: its total as told, else the sum of its phases, each counted once; where the car plugs in
 * rather than where the station is fed.
 */
final class PhaseValues {

    private final long[] values = {Decimal.NONE, Decimal.NONE, Decimal.NONE, Decimal.NONE};
    private int rank = Integer.MAX_VALUE;

    void put(Phase phase, String location, long value) {
        if (value == Decimal.NONE || phase == Phase.OTHER) {
            return;
        }
        int place = rank(location);
        if (place > rank) {
            return;
        }
        if (place < rank) {
            forget();
            rank = place;
        }
        values[phase.ordinal()] = value;
    }

    private void forget() {
        for (int i = 0; i < values.length; i++) {
            values[i] = Decimal.NONE;
        }
    }

    /** Outlet before the others: energy is sold there. */
    private static int rank(String location) {
        return switch (location) {
            case Sample.OUTLET, "" -> 0;
            default ->
                switch (location.toLowerCase(Locale.ROOT)) {
                    case "outlet" -> 0;
                    case "cable" -> 1;
                    case "body" -> 2;
                    case "inlet" -> 3;
                    case "ev" -> 4;
                    default -> 5;
                };
        };
    }

    boolean present() {
        return rank != Integer.MAX_VALUE;
    }

    /** {@link Decimal#NONE} where nothing was told. */
    long total() {
        if (values[0] != Decimal.NONE || !present()) {
            return values[0];
        }
        long sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += values[i] == Decimal.NONE ? 0 : values[i];
        }
        return sum;
    }

    /** {@link Decimal#NONE} where nothing was told. */
    long largest() {
        long largest = values[0];
        for (int i = 1; i < values.length; i++) {
            largest = Math.max(largest, values[i]); // NONE is the lowest number there is
        }
        return largest;
    }
}

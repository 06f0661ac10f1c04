package org.ohmstead.transactions.metering;

/**
 * Energy told in pieces, each for the interval that ends when it is told. Immutable; energies in mWh, times in ms.
 *
 * @param sum of the pieces before the latest
 * @param at when the latest was told; {@link Decimal#NONE} before the first
 * @param latest the latest piece; of several for the same time the largest, for it is the same energy
 */
record Increments(long sum, long at, long latest) {

    static final Increments NONE = new Increments(0, Decimal.NONE, 0);

    boolean takes(long time) {
        return time >= at;
    }

    Increments with(long time, long piece) {
        long energy = Math.max(0, piece);
        return time == at
                ? new Increments(sum, at, Math.max(latest, energy))
                : new Increments(sum + latest, time, energy);
    }

    long total() {
        return sum + latest;
    }
}

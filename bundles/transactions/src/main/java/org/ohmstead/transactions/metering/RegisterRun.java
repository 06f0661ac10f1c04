package org.ohmstead.transactions.metering;

/**
 * A stretch over which the import register counted on without a break. Immutable; energies in mWh, times in ms.
 *
 * @param begun how it follows the stretch before
 * @param from what the register showed at its begin
 * @param firstAt when
 * @param last the highest it showed
 * @param at when it was last read
 */
record RegisterRun(Begun begun, long from, long firstAt, long last, long at) {

    /** How a stretch follows the one before. */
    enum Begun {
        /** It is the first. */
        FIRST,
        /** Lower, and no more than can have been counted since: the register began anew. */
        ANEW,
        /** Anew, directly after the register at the start of the transaction. */
        ANEW_AFTER_START,
        /** Lower, and more than can have been counted since. */
        LOWER,
        /** Higher than can have been counted since. */
        HIGHER
    }

    /** Registers of one meter differ by as much when one is rounded and the other is not. */
    static final long ROUNDING = 10_000;

    /** Times are in whole seconds, and registers of some meters move in whole kilowatt-hours. */
    private static final long AT_ONCE = 1_000_000;

    /** Of a station whose clock cannot be believed, a queue that empties tells a whole session at once: a car's battery. */
    private static final long SESSION_AT_ONCE = 100_000_000;

    private static final long SESSION_AT_ONCE_AFTER_ZERO = 20_000_000;
    /** No charger has more. */
    static final long MOST_WATTS = 1_000_000;

    private static final long MOST_WATTS_AFTER_ZERO = 400_000;
    private static final long WATT_MILLIS_PER_MILLIWATT_HOUR = 3_600;

    static RegisterRun first(long at, long register) {
        return new RegisterRun(Begun.FIRST, register, at, register, at);
    }

    /** Whether a register read later can be of this stretch. */
    boolean reaches(long time, long register, boolean zeroIsDoubtful) {
        long most = zeroIsDoubtful && isZeroAtStart()
                ? SESSION_AT_ONCE_AFTER_ZERO + in(time - at, MOST_WATTS_AFTER_ZERO)
                : SESSION_AT_ONCE + in(time - at, MOST_WATTS);
        return register >= last - ROUNDING && register - last <= most;
    }

    RegisterRun to(long time, long register) {
        return new RegisterRun(begun, from, firstAt, Math.max(last, register), time);
    }

    /** The stretch that begins where this one breaks. */
    RegisterRun broken(long time, long register) {
        return new RegisterRun(breakAt(time, register), register, time, register, time);
    }

    private Begun breakAt(long time, long register) {
        if (register > last) {
            return Begun.HIGHER;
        }
        if (register > AT_ONCE + in(time - at, MOST_WATTS)) {
            return Begun.LOWER;
        }
        return begun == Begun.FIRST && !rose() ? Begun.ANEW_AFTER_START : Begun.ANEW;
    }

    private static long in(long millis, long watts) {
        return watts * Math.max(0, millis) / WATT_MILLIS_PER_MILLIWATT_HOUR;
    }

    boolean isZeroAtStart() {
        return begun == Begun.FIRST && last == 0;
    }

    boolean beganAnew() {
        return begun == Begun.ANEW || begun == Begun.ANEW_AFTER_START;
    }

    boolean rose() {
        return last > from;
    }

    long rise() {
        return last - from;
    }
}

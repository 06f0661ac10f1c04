package org.ohmstead.transactions.metering;

import java.util.Optional;
import org.ohmstead.api.model.RegisterKind;

/**
 * The import register of one session, read by read in the order of time. One that breaks and comes back was a slip and is
 * forgotten; what a slip or a break leaves of the energy is told apart. Immutable; energies in mWh, times in ms.
 *
 * @param kind how registers of this model behave, where it is known
 * @param earlier the stretch before the current one; null where there is none to come back to
 * @param current the stretch the latest read belongs to; null before the first
 * @param over what stretches before these come to
 * @param firstAt when the first register was read that is one
 * @param first what it showed
 * @param zeroDropped whether the session began with a 0 that was no register
 * @param reads how many different reads, that one aside
 */
record RegisterSeries(
        Optional<RegisterKind> kind,
        RegisterRun earlier,
        RegisterRun current,
        Breaks over,
        long firstAt,
        long first,
        boolean zeroDropped,
        int reads) {

    /**
     * What stretches come to, and how they broke.
     *
     * @param rise what the register rose within them
     * @param sinceReset what stood in registers that had begun anew
     * @param sinceStart the same directly after the start of the transaction
     * @param resets how often it began anew
     * @param startResets how often directly after the start
     * @param counting how often it began anew and counted on
     * @param lower how often it fell to what cannot be
     * @param higher how often it rose by what cannot be
     */
    record Breaks(
            long rise,
            long sinceReset,
            long sinceStart,
            int resets,
            int startResets,
            int counting,
            int lower,
            int higher) {

        static final Breaks NONE = new Breaks(0, 0, 0, 0, 0, 0, 0, 0);

        Breaks and(RegisterRun run) {
            boolean anew = run.begun() == RegisterRun.Begun.ANEW;
            boolean afterStart = run.begun() == RegisterRun.Begun.ANEW_AFTER_START;
            return new Breaks(
                    rise + run.rise(),
                    sinceReset + (anew ? run.from() : 0),
                    sinceStart + (afterStart ? run.from() : 0),
                    resets + (anew ? 1 : 0),
                    startResets + (afterStart ? 1 : 0),
                    counting + (run.beganAnew() && run.rose() ? 1 : 0),
                    lower + (run.begun() == RegisterRun.Begun.LOWER ? 1 : 0),
                    higher + (run.begun() == RegisterRun.Begun.HIGHER ? 1 : 0));
        }
    }

    static RegisterSeries of(Optional<RegisterKind> kind) {
        return new RegisterSeries(kind, null, null, Breaks.NONE, Decimal.NONE, Decimal.NONE, false, 0);
    }

    /** Whether a read comes after those before, or is the latest again. */
    boolean takes(long at, long register) {
        return current == null || at > current.at() || at == current.at() && register >= current.last();
    }

    /** {@link Decimal#NONE} before the first read. */
    long latestAt() {
        return current == null ? Decimal.NONE : current.at();
    }

    /** @param at not before the reads before */
    RegisterSeries with(long at, long register) {
        if (current == null) {
            return beginning(at, register, false);
        }
        if (at == current.at() && register == current.last()) {
            return this;
        }
        if (current.isZeroAtStart() && register > 0 && zeroIsNone(at, register)) {
            return beginning(at, register, true);
        }
        boolean slipped = earlier != null && !current.rose() && earlier.reaches(at, register, false);
        if (slipped) {
            return with(null, earlier.to(at, register), over);
        }
        if (current.reaches(at, register, false)) {
            return with(earlier, current.to(at, register), over);
        }
        return with(current, current.broken(at, register), earlier == null ? over : over.and(earlier));
    }

    /** EVBox tells 0 at the start and then its odometer (evcc #26734); a meter that has counted for years does not show 0. */
    private boolean zeroIsNone(long at, long register) {
        if (kind.isPresent() && kind.get() == RegisterKind.RESETS_PER_TRANSACTION) {
            return false;
        }
        return kind.isPresent() && kind.get() == RegisterKind.LIFETIME || !current.reaches(at, register, true);
    }

    private RegisterSeries beginning(long at, long register, boolean afterZero) {
        RegisterRun run = RegisterRun.first(at, register);
        return new RegisterSeries(kind, null, run, over, at, register, afterZero, 1);
    }

    private RegisterSeries with(RegisterRun before, RegisterRun now, Breaks done) {
        return new RegisterSeries(kind, before, now, done, firstAt, first, zeroDropped, reads + 1);
    }

    /** Whether the latest read stands alone after a break: the next one may show that it was a slip. */
    boolean endsInDoubt() {
        return earlier != null && !current.rose();
    }

    /** Whether it ends with a 0 below what it had shown. */
    boolean endsWithZero() {
        return endsInDoubt() && current.last() == 0;
    }

    /** Without the doubtful end. */
    RegisterSeries beforeTheDoubt() {
        return with(null, earlier, over);
    }

    Breaks all() {
        if (current == null) {
            return over;
        }
        return (earlier == null ? over : over.and(earlier)).and(current);
    }
}

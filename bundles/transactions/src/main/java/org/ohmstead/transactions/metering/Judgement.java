package org.ohmstead.transactions.metering;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.TransactionFlag;

/**
 * How far what a register counted is to be believed. A break that has a reason (a boot, the kind of register) leaves a lower
 * bound; one that has none leaves nothing to be billed.
 *
 * @param known whether anything can be said
 * @param energy in mWh
 */
record Judgement(boolean known, long energy, Trust trust, Set<TransactionFlag> flags) {

    /** So much after the start, or before the end, still counts as at it. */
    private static final long GAP_MILLIS = 10_000;

    /** When a session was, in ms, once it is over. */
    record Bounds(long start, long end, boolean estimated) {}

    /**
     * @param pieces energy told in pieces instead of a register, in mWh
     * @param sentinel whether something stood for a register that is none
     * @param bounds empty while the session runs
     */
    static Judgement of(RegisterSeries told, long pieces, boolean sentinel, boolean booted, Optional<Bounds> bounds) {
        boolean over = bounds.isPresent();
        boolean zeroAtEnd = over && told.endsWithZero();
        boolean cut = zeroAtEnd || !over && told.endsInDoubt();
        RegisterSeries series = cut ? told.beforeTheDoubt() : told;
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        if (sentinel || series.zeroDropped() || zeroAtEnd) {
            flags.add(TransactionFlag.REGISTER_SENTINEL);
        }
        if (pieces > 0 && (series.current() == null || series.current().last() == 0)) {
            return new Judgement(true, pieces, Trust.PARTLY, flags);
        }
        if (series.reads() < 2 && !standsStill(series, bounds)) {
            return new Judgement(over || !flags.isEmpty(), 0, over ? Trust.HELD : Trust.PARTLY, flags);
        }
        return of(series, cut, booted, bounds, flags);
    }

    /** Whether the one read there is stands for the start and the end. */
    private static boolean standsStill(RegisterSeries series, Optional<Bounds> bounds) {
        return series.current() != null
                && bounds.isPresent()
                && series.firstAt() == bounds.get().start()
                && series.current().at() == bounds.get().end();
    }

    private static Judgement of(
            RegisterSeries series, boolean cut, boolean booted, Optional<Bounds> bounds, Set<TransactionFlag> flags) {
        Optional<RegisterKind> kind = series.kind();
        boolean perTransaction = kind.equals(Optional.of(RegisterKind.RESETS_PER_TRANSACTION));
        boolean perBoot = kind.equals(Optional.of(RegisterKind.RESETS_PER_BOOT));
        boolean resetBelieved = perBoot || booted && !kind.equals(Optional.of(RegisterKind.LIFETIME));
        boolean startBelieved = perTransaction || resetBelieved;
        RegisterSeries.Breaks breaks = series.all();
        boolean reset = breaks.resets() > 0 || breaks.startResets() > 0 && !perTransaction;
        if (breaks.counting() > 0 && reset || reset && resetBelieved) {
            flags.add(TransactionFlag.REGISTER_RESET);
        }
        if (breaks.higher() > 0) {
            flags.add(TransactionFlag.REGISTER_JUMP);
        }
        boolean unexplained = breaks.lower() > 0
                || breaks.higher() > 0
                || breaks.resets() > 0 && !resetBelieved
                || breaks.startResets() > 0 && !startBelieved;
        long energy =
                breaks.rise() + (resetBelieved ? breaks.sinceReset() : 0) + (startBelieved ? breaks.sinceStart() : 0);
        boolean partly = cut || reset || bounds.isPresent() && leavesGap(series, bounds.get());
        return new Judgement(true, energy, unexplained ? Trust.HELD : partly ? Trust.PARTLY : Trust.MEASURED, flags);
    }

    private static boolean leavesGap(RegisterSeries series, Bounds bounds) {
        return bounds.estimated()
                || series.firstAt() > bounds.start() + GAP_MILLIS
                || series.current().at() < bounds.end() - GAP_MILLIS;
    }

    Judgement contradicted() {
        Set<TransactionFlag> more = EnumSet.of(TransactionFlag.ENERGY_DISAGREES);
        more.addAll(flags);
        return new Judgement(known, energy, Trust.HELD, more);
    }

    EnergyAccount.Verdict verdict(Optional<Energy> byPower) {
        return new EnergyAccount.Verdict(
                known ? Optional.of(new Delivered(new Energy(energy), trust, byPower)) : Optional.empty(), flags);
    }
}

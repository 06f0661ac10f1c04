package org.ohmstead.transactions;

import java.util.Optional;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction.Register;

/**
 * What the meter of a running transaction has told so far.
 *
 * @param latest the latest reading
 * @param register the latest import register, from whichever reading had one
 * @param watts the latest power, from whichever reading had one
 * @param day the day of the latest news
 * @param base the register at the start, or at the beginning of that day, in mWh; {@link Decimal#NONE} while unknown
 * @param today what was delivered on that day, in mWh
 */
record Metered(Optional<Reading> latest, Optional<Register> register, long watts, long day, long base, long today) {

    /** Nothing but the register at the start, or at midnight where it started before. */
    static Metered from(Optional<Energy> base, long day) {
        return new Metered(
                Optional.empty(),
                Optional.empty(),
                0,
                day,
                base.map(Energy::milliwattHours).orElse(Decimal.NONE),
                0);
    }

    Metered after(Reading reading, long onDay) {
        long newBase = baseOn(onDay);
        long newToday = onDay == day ? today : 0;
        Optional<Register> newRegister = register;
        if (reading.energy().isPresent()) {
            long now = reading.energy().get().milliwattHours();
            newBase = newBase == Decimal.NONE ? now : newBase;
            newToday = Math.max(0, now - newBase);
            newRegister =
                    Optional.of(new Register(reading.at(), reading.energy().get()));
        }
        long newWatts =
                reading.power().isPresent() ? reading.power().map(Power::watts).get() : watts;
        return new Metered(Optional.of(reading), newRegister, newWatts, onDay, newBase, newToday);
    }

    /** What was delivered on a day in mWh, given the register at the end. */
    long deliveredOn(long onDay, Optional<Energy> meterStop) {
        long from = baseOn(onDay);
        if (meterStop.isEmpty() || from == Decimal.NONE) {
            return onDay == day ? today : 0;
        }
        return Math.max(0, meterStop.get().milliwattHours() - from);
    }

    private long baseOn(long onDay) {
        return onDay == day || register.isEmpty()
                ? base
                : register.get().energy().milliwattHours();
    }
}

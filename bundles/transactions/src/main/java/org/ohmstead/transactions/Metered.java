package org.ohmstead.transactions;

import java.util.Optional;
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
 * @param before what was delivered before that day, in mWh
 * @param delivered what was delivered in all, in mWh
 */
record Metered(
        Optional<Reading> latest, Optional<Register> register, long watts, long day, long before, long delivered) {

    /** Nothing yet. */
    static Metered from(long day) {
        return new Metered(Optional.empty(), Optional.empty(), 0, day, 0, 0);
    }

    /** @param nowDelivered in all, in mWh */
    Metered after(Reading reading, long onDay, long nowDelivered) {
        Optional<Register> newRegister = reading.energy()
                .map(energy -> new Register(reading.at(), energy))
                .or(() -> register);
        long newWatts =
                reading.power().isPresent() ? reading.power().map(Power::watts).get() : watts;
        return new Metered(Optional.of(reading), newRegister, newWatts, onDay, beforeDay(onDay), nowDelivered);
    }

    /** What was delivered on that day, in mWh. */
    long today() {
        return Math.max(0, delivered - before);
    }

    /**
     * What was delivered on a day in mWh.
     *
     * @param total what was delivered in all, in mWh
     */
    long deliveredOn(long onDay, long total) {
        return Math.max(0, total - beforeDay(onDay));
    }

    private long beforeDay(long onDay) {
        return onDay == day ? before : delivered;
    }
}

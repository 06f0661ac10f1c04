package org.ohmstead.transactions;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction.Register;

/**
 * What the meter of a running transaction has told so far.
 *
 * @param latest the latest reading
 * @param register the latest import register, from whichever reading had one
 * @param powered the latest reading that had a power
 * @param day the day of the latest news
 * @param before what was delivered before that day, in mWh
 * @param delivered what was delivered in all, in mWh
 */
record Metered(
        Optional<Reading> latest,
        Optional<Register> register,
        Optional<Reading> powered,
        long day,
        long before,
        long delivered) {

    /** Nothing yet. */
    static Metered from(long day) {
        return new Metered(Optional.empty(), Optional.empty(), Optional.empty(), day, 0, 0);
    }

    /** @param nowDelivered in all, in mWh */
    Metered after(Reading reading, long onDay, long nowDelivered) {
        Optional<Register> newRegister = reading.energy()
                .map(energy -> new Register(reading.at(), energy))
                .or(() -> register);
        Optional<Reading> now = Optional.of(reading);
        Optional<Reading> newPowered = reading.power().isPresent() ? now : powered;
        return new Metered(now, newRegister, newPowered, onDay, beforeDay(onDay), nowDelivered);
    }

    /** The latest power in W; 0 where none was heard since then. */
    long wattsSince(Instant since) {
        return powered.filter(reading -> !reading.receivedAt().isBefore(since))
                .flatMap(Reading::power)
                .map(Power::watts)
                .orElse(0L);
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

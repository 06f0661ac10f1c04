package org.ohmstead.transactions.metering;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;

/**
 * Counts what a transaction delivers. Readings that come in order are added one by one; where one comes late the account is
 * made anew from all of them. The same readings give the same figure in whatever order and however often they come. Immutable.
 */
public final class EnergyAccount {

    /** So long after the end values still belong to the session: meters settle, and some stations tell the last one after the stop. */
    private static final long LATE_VALUES_MILLIS = 300_000;

    private static final long HIGHEST_REGISTER = 10_000_000_000_000_000L; // 10 TWh
    private static final long INT_MAX = 2_147_483_647_000L; // Wh of Zaptec, evcc #27499
    private static final long UNSIGNED_INT_MAX = 4_294_967_295_000L;

    private final SessionTime time;
    private final RegisterSeries registers;
    private final PowerIntegral power;
    private final Increments sampled;
    private final Increments clocked;
    private final boolean sentinel;

    private EnergyAccount(
            SessionTime time,
            RegisterSeries registers,
            PowerIntegral power,
            Increments sampled,
            Increments clocked,
            boolean sentinel) {
        this.time = time;
        this.registers = registers;
        this.power = power;
        this.sampled = sampled;
        this.clocked = clocked;
        this.sentinel = sentinel;
    }

    /**
     * What an account says.
     *
     * @param delivered empty while nothing can be said
     * @param flags what about the meter deserves a second look
     */
    public record Verdict(Optional<Delivered> delivered, Set<TransactionFlag> flags) {}

    /**
     * What the register showed, for learning how registers of the model behave.
     *
     * @param resets how often it began anew in between
     */
    public record Span(Energy first, Energy last, int resets) {}

    /** Of a transaction that has told nothing but its start. */
    public static EnergyAccount begin(Transaction transaction, Optional<RegisterKind> kind) {
        EnergyAccount empty = empty(SessionTime.of(transaction), kind);
        return transaction.meterStart().isEmpty()
                ? empty
                : empty.register(empty.time.start(), transaction.meterStart().get());
    }

    private static EnergyAccount empty(SessionTime time, Optional<RegisterKind> kind) {
        return new EnergyAccount(
                time, RegisterSeries.of(kind), PowerIntegral.NONE, Increments.NONE, Increments.NONE, false);
    }

    /** Of all readings of a transaction, in any order. */
    public static EnergyAccount of(Transaction transaction, Optional<RegisterKind> kind, List<Reading> readings) {
        SessionTime time = SessionTime.of(transaction);
        return ReadingSet.of(time, transaction, readings).into(empty(time, kind));
    }

    /** Whether a reading can be added: it is not older than those before. */
    public boolean takes(Reading reading) {
        long at = time.of(reading.at(), reading.receivedAt());
        return (reading.energy().isEmpty() || takes(at, reading.energy().get()))
                && power.takes(at)
                && sampled.takes(at)
                && clocked.takes(at)
                && takesBegin(MeterReader.registerAtBegin(reading.meterValue()));
    }

    private boolean takesBegin(long begin) {
        return begin == Decimal.NONE
                || takes(time.start(), new Energy(begin))
                || registers.firstAt() == time.start() && registers.first() == begin;
    }

    private boolean takes(long at, Energy register) {
        return !isRegister(register) || registers.takes(at, register.milliwattHours());
    }

    /** With a reading that {@link #takes} said yes to. */
    public EnergyAccount with(Reading reading) {
        long at = time.of(reading.at(), reading.receivedAt());
        long begin = MeterReader.registerAtBegin(reading.meterValue());
        EnergyAccount begun = begin != Decimal.NONE && takes(time.start(), new Energy(begin))
                ? register(time.start(), new Energy(begin))
                : this;
        EnergyAccount metered = reading.energy().isEmpty()
                ? begun
                : begun.register(at, reading.energy().get());
        return metered.others(at, reading);
    }

    private EnergyAccount others(long at, Reading reading) {
        boolean powered = reading.power().isPresent();
        boolean piecewise = reading.energy().isEmpty();
        if (!powered && !piecewise) {
            return this;
        }
        PowerIntegral newPower = powered ? power.with(at, reading.power().get().watts()) : power;
        return new EnergyAccount(
                time,
                registers,
                newPower,
                piecewise ? piece(sampled, at, reading, false) : sampled,
                piecewise ? piece(clocked, at, reading, true) : clocked,
                sentinel);
    }

    private static Increments piece(Increments before, long at, Reading reading, boolean byClock) {
        long imported = MeterReader.imported(reading.meterValue(), byClock);
        return imported == Decimal.NONE ? before : before.with(at, imported);
    }

    EnergyAccount register(long at, Energy register) {
        boolean real = isRegister(register);
        return new EnergyAccount(
                time,
                real ? registers.with(at, register.milliwattHours()) : registers,
                power,
                sampled,
                clocked,
                sentinel || !real);
    }

    EnergyAccount others(Reading reading) {
        return others(time.of(reading.at(), reading.receivedAt()), reading);
    }

    /** Whether this is a register at all, rather than what stations put where they have none. */
    static boolean isRegister(Energy register) {
        long value = register.milliwattHours();
        return value >= 0 && value <= HIGHEST_REGISTER && value != INT_MAX && value != UNSIGNED_INT_MAX;
    }

    /** Whether a reading may change what a transaction delivered that is over. */
    public static boolean counts(Transaction over, Reading reading) {
        SessionTime time = SessionTime.of(over);
        return !isTooLate(
                time.of(reading.at(), reading.receivedAt()), time, over.ending().orElseThrow());
    }

    /** Whether a reading was taken too late to belong to a transaction that ended. */
    static boolean isTooLate(long at, SessionTime time, Ending ending) {
        return at > end(time, ending) + LATE_VALUES_MILLIS;
    }

    static long end(SessionTime time, Ending ending) {
        return time.of(ending.at(), ending.receivedAt());
    }

    /** With the register at the end; empty where readings are newer than the end, so that it must be made anew. */
    public Optional<EnergyAccount> stopped(Ending ending) {
        long at = end(time, ending);
        long latest = Math.max(Math.max(power.at(), registers.latestAt()), Math.max(sampled.at(), clocked.at()));
        if (latest > at + LATE_VALUES_MILLIS) {
            return Optional.empty();
        }
        if (ending.meterStop().isEmpty()) {
            return Optional.of(this);
        }
        Energy stop = ending.meterStop().get();
        return takes(at, stop) ? Optional.of(register(at, stop)) : Optional.empty();
    }

    /** What was delivered so far. */
    public Verdict soFar(boolean booted) {
        return Judgement.of(registers, pieces(), sentinel, booted, Optional.empty())
                .verdict(Optional.empty());
    }

    /** What a transaction delivered that is over; the account has the register at its end already. */
    public Verdict atEnd(Ending ending, boolean booted) {
        Judgement judged = Judgement.of(
                registers,
                pieces(),
                sentinel,
                booted,
                Optional.of(new Judgement.Bounds(time.start(), end(time, ending), ending.estimated())));
        long duration = end(time, ending) - time.start();
        Optional<Energy> byPower = power.energy(duration);
        boolean contradicted = byPower.isPresent()
                && judged.trust() != Trust.HELD
                && power.contradicts(judged.energy(), duration, judged.trust() == Trust.MEASURED);
        return (contradicted ? judged.contradicted() : judged).verdict(byPower);
    }

    /**
     * What had been delivered by the time the register showed that much, as far as these two moments tell; empty where that
     * cannot be believed.
     */
    public Optional<Delivered> until(Instant at, Energy register) {
        long moment = Math.max(time.start(), at.toEpochMilli());
        return takes(moment, register) ? register(moment, register).soFar(false).delivered() : Optional.empty();
    }

    private long pieces() {
        return Math.max(sampled.total(), clocked.total());
    }

    /** Empty where no register was read. */
    public Optional<Span> span() {
        return registers.current() == null
                ? Optional.empty()
                : Optional.of(new Span(
                        new Energy(registers.first()),
                        new Energy(registers.current().last()),
                        registers.all().resets()));
    }
}

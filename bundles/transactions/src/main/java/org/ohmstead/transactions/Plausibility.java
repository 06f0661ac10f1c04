package org.ohmstead.transactions;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.ohmstead.api.csms.Authorizer.Admission;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionEvent.Ended;
import org.ohmstead.api.model.TransactionEvent.Started;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.UnmatchedReport;

/** What about a station's report deserves a second look. Pure; nothing is refused or corrected because of it. */
final class Plausibility {

    private static final Instant OLDEST =
            Instant.parse("2015-01-01T00:00:00Z"); // clocks without battery begin in 1970 or 2014
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST_ON_THE_WAY = Duration.ofMinutes(2);
    private static final Duration LONGEST_QUEUED = Duration.ofDays(30);

    private static final int HIGHEST_NUMBER = 256; // of an EVSE, or a connector; no station has more plugs
    private static final Energy HIGHEST_REGISTER = Energy.ofWattHours(10_000_000_000_000L); // 10 TWh

    private static final long FASTEST_WATTS = 1_000_000; // megawatt charging is beyond what cars take

    private Plausibility() {}

    static boolean plausible(Instant at, Instant receivedAt) {
        return !at.isBefore(OLDEST) && !at.isAfter(receivedAt.plus(AHEAD));
    }

    /** Whether a report can have waited in the station since it happened. */
    static boolean recent(Instant at, Instant receivedAt) {
        return plausible(at, receivedAt) && !at.isBefore(receivedAt.minus(LONGEST_QUEUED));
    }

    /** Whether a report waited in the station rather than on the way. */
    static boolean waited(Instant at, Instant receivedAt) {
        return recent(at, receivedAt) && at.isBefore(receivedAt.minus(LONGEST_ON_THE_WAY));
    }

    /**
     * The register that shows that a transaction goes on after its estimated end: higher than any known, and of later. Where
     * another began there, or a person decided, it stays over.
     */
    static Optional<Energy> goesOn(Transaction over, List<Reading> readings) {
        if (!over.ending().orElseThrow().estimated()
                || over.flags().contains(TransactionFlag.SUPERSEDED)
                || over.decision().isPresent()) {
            return Optional.empty();
        }
        Ending ending = over.ending().get();
        Optional<Energy> known = ending.meterStop().or(() -> highest(over));
        return readings.stream()
                .filter(reading -> believed(reading.at(), reading.receivedAt()).isAfter(ending.at()))
                .flatMap(reading -> reading.energy().stream())
                .filter(energy -> known.isPresent() && lower(known.get(), energy))
                .reduce((earlier, later) -> later);
    }

    /**
     * Whether a start waited in the station while the transaction that runs began after it. Both times must be known by a clock
     * that is believed, and the register no higher than when the running one began: else a clock that was set back in between
     * would make the newer of two the older.
     */
    static boolean startedBefore(Started start, BelievedTime believed, Transaction running) {
        boolean registersAgree = start.meterStart().isEmpty()
                || running.meterStart().isEmpty()
                || !lower(running.meterStart().get(), start.meterStart().get());
        return registersAgree
                && known(believed)
                && running.believedStart().filter(Plausibility::known).isPresent()
                && waited(believed.at(), start.receivedAt())
                && believed.at().isBefore(running.begunAt());
    }

    private static boolean known(BelievedTime time) {
        return time.how() == How.STATION || time.how() == How.CORRECTED;
    }

    /** The latest end of a transaction of before; its register is unknown until its stop is told. */
    static Ending pastOf(Started start, Transaction successor) {
        Instant at = successor.startedAt().isBefore(start.at()) ? start.at() : successor.startedAt();
        return new Ending(
                at,
                start.receivedAt(),
                Optional.empty(),
                Ending.SUPERSEDED_REASON,
                Optional.empty(),
                true,
                successor.believedStart());
    }

    /** Whether readings of a transaction that is over are of after its end; before an estimated one they are its own. */
    static boolean afterEnd(Transaction over, List<Reading> readings) {
        Ending ending = over.ending().orElseThrow();
        return !ending.estimated()
                || readings.stream()
                        .anyMatch(reading ->
                                believed(reading.at(), reading.receivedAt()).isAfter(ending.at()));
    }

    /** The station's time, or ours where that cannot be true. */
    static Instant believed(Instant at, Instant receivedAt) {
        return plausible(at, receivedAt) ? at : receivedAt;
    }

    /**
     * Whether a stop whose id says nothing can be the end of a transaction: the card may stop it, the register goes on from the
     * last one known at a rate that a car can take, and it is no older than that.
     */
    static boolean fits(Transaction open, UnmatchedReport stop, BiPredicate<IdToken, IdToken> sameGroup) {
        boolean card = stop.idToken().isEmpty()
                || open.idToken().isPresent()
                        && sameGroup.test(open.idToken().get(), stop.idToken().get());
        Instant since = open.latest().map(Register::at).orElse(open.startedAt());
        Optional<Energy> known = highest(open);
        return card
                && plausible(stop.at(), stop.receivedAt())
                && !stop.at().isBefore(since)
                && known.isPresent()
                && stop.register()
                        .filter(register -> reachable(known.get(), register, Duration.between(since, stop.at())))
                        .isPresent();
    }

    private static boolean reachable(Energy from, Energy to, Duration within) {
        if (lower(to, from)) {
            return false;
        }
        return !lower(most(within), to.minus(from));
    }

    /** No charger delivers more in that time. */
    static Energy most(Duration within) {
        return Energy.ofWattHours(FASTEST_WATTS * (within.toMinutes() + 1) / 60);
    }

    /** Whether a car can charge there; OCPP 1.6 §6.45 leaves connector 0, the whole station, out. */
    private static boolean plausible(Connector connector) {
        return connector.evse().value() > 0 && exists(connector);
    }

    /** Whether any station has such a connector; the whole station counts as one. */
    static boolean exists(Connector connector) {
        return connector.evse().value() <= HIGHEST_NUMBER && connector.id() <= HIGHEST_NUMBER;
    }

    private static boolean plausible(Energy register) {
        return !register.isNegative() && !lower(HIGHEST_REGISTER, register);
    }

    static Set<TransactionFlag> ofStart(Started start, Admission admission) {
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        flags.addAll(admission.flags());
        if (!admission.authorization().accepted()) {
            flags.add(TransactionFlag.NOT_AUTHORIZED);
        }
        if (!plausible(start.at(), start.receivedAt())) {
            flags.add(TransactionFlag.IMPLAUSIBLE_TIME);
        }
        if (!plausible(start.connector())) {
            flags.add(TransactionFlag.IMPLAUSIBLE_CONNECTOR);
        }
        if (start.meterStart().isPresent() && !plausible(start.meterStart().get())) {
            flags.add(TransactionFlag.IMPLAUSIBLE_REGISTER);
        }
        return flags;
    }

    /** @param mayStop whether what began with the first token may be stopped with the second */
    static Set<TransactionFlag> ofEnd(Transaction of, Ended end, BiPredicate<IdToken, IdToken> mayStop) {
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        if (!plausible(end.at(), end.receivedAt())) {
            flags.add(TransactionFlag.IMPLAUSIBLE_TIME);
        }
        if (end.at().isBefore(of.startedAt())) {
            flags.add(TransactionFlag.ENDED_BEFORE_STARTED);
        }
        if (end.meterStop().isPresent() && !plausible(end.meterStop().get())) {
            flags.add(TransactionFlag.IMPLAUSIBLE_REGISTER);
        }
        if (end.meterStop().isPresent()
                && highest(of).isPresent()
                && lower(end.meterStop().get(), highest(of).get())) {
            flags.add(TransactionFlag.METER_BACKWARDS);
        }
        if (end.idToken().isPresent()
                && of.idToken().isPresent()
                && !mayStop.test(of.idToken().get(), end.idToken().get())) {
            flags.add(TransactionFlag.OTHER_TOKEN);
        }
        return flags;
    }

    /** @param before the register known before these readings */
    static Set<TransactionFlag> ofReadings(
            Transaction of, Optional<Register> before, Connector reportedAt, List<Reading> readings) {
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        if (!reportedAt.equals(of.connector())) {
            flags.add(TransactionFlag.OTHER_CONNECTOR);
        }
        Instant at = before.map(Register::at).orElse(of.startedAt());
        Energy register = before.map(Register::energy).or(of::meterStart).orElse(null);
        for (Reading reading : readings) {
            if (!plausible(reading.at(), reading.receivedAt())) {
                flags.add(TransactionFlag.IMPLAUSIBLE_TIME);
            }
            if (reading.energy().isEmpty()) {
                continue;
            }
            Energy energy = reading.energy().get();
            // One that comes late shows an older and therefore lower register; that is no meter running backwards.
            if (register != null && lower(energy, register) && !reading.at().isBefore(at)) {
                flags.add(TransactionFlag.METER_BACKWARDS);
            }
            register = energy;
            at = reading.at();
        }
        return flags;
    }

    /**
     * The end of a transaction whose station never told it, by the evidence of its successor. Another connector of the EVSE may
     * have another meter, whose register bounds nothing.
     */
    static Ending superseded(Transaction old, Started successor) {
        Optional<Energy> known = highest(old);
        Optional<Energy> bound = successor
                .meterStart()
                .filter(energy -> successor.connector().equals(old.connector()))
                .filter(energy -> known.isEmpty() || !lower(energy, known.get()))
                .or(() -> old.latest().map(Register::energy));
        return superseded(old, successor.at(), bound, successor);
    }

    /** The end of such a transaction, by the evidence of a stop that fits it. */
    static Ending stopped(Transaction old, Evidence stop, Started successor) {
        return superseded(old, stop.at(), stop.register(), successor);
    }

    private static Ending superseded(Transaction old, Instant told, Optional<Energy> register, Started successor) {
        Instant at = told.isBefore(old.startedAt()) ? old.startedAt() : told;
        return new Ending(at, successor.receivedAt(), register, Ending.SUPERSEDED_REASON, Optional.empty(), true);
    }

    private static Optional<Energy> highest(Transaction of) {
        Optional<Energy> latest = of.latest().map(Register::energy);
        if (latest.isEmpty() || of.meterStart().isEmpty()) {
            return latest.or(of::meterStart);
        }
        return lower(latest.get(), of.meterStart().get()) ? of.meterStart() : latest;
    }

    private static boolean lower(Energy one, Energy other) {
        return one.compareTo(other) < 0;
    }
}

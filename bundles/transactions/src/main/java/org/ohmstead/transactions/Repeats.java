package org.ohmstead.transactions;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionEvent.Started;

/** Tells a report that comes again from a new one, by what it says rather than by the message it came in. */
final class Repeats {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private Repeats() {}

    /**
     * Whether a start is the open transaction's own start, told again. Its contents must be the same. After a boot, or a stop
     * that fitted nothing, contents alone do not prove it, for a station that lost its clock may start every transaction at the
     * same time with the same register: then the time must also tell one start from another. A start that waited in the
     * station's queue over a boot passes that.
     */
    static boolean sameStart(Transaction open, Started event, StationTransactions station) {
        boolean same = sameContents(open, event);
        if (!same || !station.disturbedSince(open.startReceivedAt())) {
            return same;
        }
        return Plausibility.recent(event.at(), event.receivedAt()) && !station.beganAt(open.startedAt(), open.id());
    }

    /**
     * Whether a start is that of a transaction that is over, told again after its stop. Only a register that counts for life
     * proves it: it does not show again what it showed before it rose. Where each transaction begins at 0, or nothing was
     * delivered, a start is news.
     */
    static boolean sameStartOfEnded(Transaction over, Started event) {
        Optional<Energy> stop = over.ending().flatMap(Ending::meterStop);
        return sameContents(over, event)
                && Plausibility.recent(event.at(), event.receivedAt())
                && over.meterStart().filter(start -> start.milliwattHours() > 0).isPresent()
                && stop.filter(end -> end.compareTo(over.meterStart().get()) > 0)
                        .isPresent();
    }

    /** Whether a start is one that was over by estimate when it was told first, told again before its stop. */
    static boolean samePastStart(Transaction past, Started event) {
        return past.ending()
                        .filter(Ending::estimated)
                        .map(Ending::receivedAt)
                        .equals(Optional.of(past.startReceivedAt()))
                && sameContents(past, event);
    }

    /** Whether a start says the same as that of a transaction. */
    static boolean sameContents(Transaction known, Started event) {
        return sameTime(known.startedAt(), event.at()) // first what differs most often
                && known.meterStart().equals(event.meterStart())
                && known.connector().equals(event.connector())
                && known.idToken().equals(event.idToken());
    }

    static boolean sameEnd(Ending stored, Ending told) {
        return sameTime(stored.at(), told.at())
                && stored.meterStop().equals(told.meterStop())
                && stored.stoppedReason().equals(told.stoppedReason())
                && stored.idToken().equals(told.idToken());
    }

    /** A database may keep less than nanoseconds. */
    private static boolean sameTime(Instant one, Instant other) {
        return one.getEpochSecond() == other.getEpochSecond()
                && one.getNano() / NANOS_PER_MILLI == other.getNano() / NANOS_PER_MILLI;
    }
}

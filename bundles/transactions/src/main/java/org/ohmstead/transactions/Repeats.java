package org.ohmstead.transactions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionEvent.Started;

/** Tells a report that comes again from a new one, by what it says rather than by the message it came in. */
final class Repeats {

    private Repeats() {}

    /**
     * Whether a start is the open transaction's own start, told again. Its contents must be the same. After a boot, or a stop
     * that fitted nothing, contents alone do not prove it, for a station that lost its clock may start every transaction at the
     * same time with the same register: then the time must also tell one start from another. A start that waited in the
     * station's queue over a boot passes that.
     */
    static boolean sameStart(Transaction open, Started event, StationTransactions station) {
        boolean same = open.connector().equals(event.connector())
                && open.idToken().equals(event.idToken())
                && open.meterStart().equals(event.meterStart())
                && sameTime(open.startedAt(), event.at());
        if (!same || !station.disturbedSince(open.startReceivedAt())) {
            return same;
        }
        return Plausibility.recent(event.at(), event.receivedAt()) && !station.beganAt(open.startedAt(), open.id());
    }

    static boolean sameEnd(Ending stored, Ending told) {
        return sameTime(stored.at(), told.at())
                && stored.meterStop().equals(told.meterStop())
                && stored.stoppedReason().equals(told.stoppedReason())
                && stored.idToken().equals(told.idToken());
    }

    /** A database may keep less than nanoseconds. */
    private static boolean sameTime(Instant one, Instant other) {
        return one.truncatedTo(ChronoUnit.MILLIS).equals(other.truncatedTo(ChronoUnit.MILLIS));
    }
}

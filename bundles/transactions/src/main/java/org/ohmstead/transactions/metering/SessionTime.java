package org.ohmstead.transactions.metering;

import java.time.Duration;
import java.time.Instant;
import org.ohmstead.api.model.Transaction;

/**
 * The time a session is counted by, in ms: the station's, and ours where the station's cannot be, for clocks without battery
 * begin in 1970 or 2014 and jump when they are set.
 *
 * @param start of the session
 */
record SessionTime(long start) {

    private static final Instant OLDEST = Instant.parse("2015-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofMinutes(5);

    static SessionTime of(Transaction transaction) {
        return new SessionTime(
                believed(transaction.startedAt(), transaction.startReceivedAt()).toEpochMilli());
    }

    long of(Instant at, Instant receivedAt) {
        long told = believed(at, receivedAt).toEpochMilli();
        return told >= start ? told : Math.max(start, receivedAt.toEpochMilli());
    }

    private static Instant believed(Instant at, Instant receivedAt) {
        return at.isBefore(OLDEST) || at.isAfter(receivedAt.plus(AHEAD)) ? receivedAt : at;
    }
}

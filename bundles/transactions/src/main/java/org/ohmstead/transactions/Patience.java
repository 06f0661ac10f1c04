package org.ohmstead.transactions;

import java.time.Duration;

/**
 * How long a transaction whose end was not told is waited for.
 *
 * @param delivery a station that can talk to us gets this time to tell what it has queued
 * @param idle the meter stood still for so long
 * @param weak how long weak evidence has to stand
 * @param age cars do not stay longer
 * @param stop a station that accepted a remote stop gets this time to end the transaction
 * @param start a station that accepted a remote start and does not say how long it waits gets this time
 */
record Patience(Duration delivery, Duration idle, Duration weak, Duration age, Duration stop, Duration start) {

    static Patience of(TransactionsSettings settings) {
        return new Patience(
                Duration.ofMinutes(settings.queueMinutes()),
                Duration.ofMinutes(settings.idleMinutes()),
                Duration.ofHours(settings.weakHours()),
                Duration.ofHours(settings.longestStayHours()),
                Duration.ofSeconds(settings.stopSeconds()),
                Duration.ofSeconds(settings.startSeconds()));
    }
}

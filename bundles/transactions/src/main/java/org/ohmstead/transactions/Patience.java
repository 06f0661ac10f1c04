package org.ohmstead.transactions;

import java.time.Duration;

/**
 * How long a transaction whose end was not told is waited for.
 *
 * @param delivery a station that can talk to us gets this time to tell what it has queued
 * @param idle the meter stood still for so long
 * @param weak how long weak evidence has to stand
 * @param age cars do not stay longer
 */
record Patience(Duration delivery, Duration idle, Duration weak, Duration age) {

    static Patience of(TransactionsService.Settings settings) {
        return new Patience(
                Duration.ofMinutes(settings.queueMinutes()),
                Duration.ofMinutes(settings.idleMinutes()),
                Duration.ofHours(settings.weakHours()),
                Duration.ofHours(settings.longestStayHours()));
    }
}

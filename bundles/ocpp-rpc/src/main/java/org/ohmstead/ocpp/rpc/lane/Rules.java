package org.ohmstead.ocpp.rpc.lane;

import java.time.Duration;

/**
 * What all lanes keep to.
 *
 * @param answerTime how long a station may take to answer a call of ours
 * @param queueTime how long a call of ours waits for its turn
 * @param waitingCalls how many calls of ours may wait for one station
 * @param depth how deep a message may be nested
 * @param handOverTime how long a going dialect may finish what it has begun
 * @param parkTime how long a connection waits for a successor
 * @param repeatTime how long after its answer a call that comes again under its id is the same call
 */
record Rules(
        Duration answerTime,
        Duration queueTime,
        int waitingCalls,
        int depth,
        Duration handOverTime,
        Duration parkTime,
        Duration repeatTime) {

    /** A dialect that is stopped gets this long to finish; the stopping bundle waits meanwhile. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    /**
     * A retry comes within a minute or so (TransactionMessageRetryInterval). Stations that count their ids from the start again,
     * or have only one, must not get the time of an old heartbeat for ever.
     */
    private static final Duration REPEAT = Duration.ofMinutes(2);

    static Rules of(LanesService.Settings settings) {
        return new Rules(
                Duration.ofSeconds(settings.answerSeconds()),
                Duration.ofSeconds(settings.queueSeconds()),
                settings.queueLength(),
                settings.maxDepth(),
                HAND_OVER,
                Duration.ofSeconds(settings.parkSeconds()),
                REPEAT);
    }
}

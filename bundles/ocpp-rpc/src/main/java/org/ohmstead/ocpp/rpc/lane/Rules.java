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
 */
record Rules(
        Duration answerTime,
        Duration queueTime,
        int waitingCalls,
        int depth,
        Duration handOverTime,
        Duration parkTime) {}

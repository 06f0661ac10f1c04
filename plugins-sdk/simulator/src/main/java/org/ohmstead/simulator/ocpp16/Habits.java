package org.ohmstead.simulator.ocpp16;

import java.util.Set;
import org.ohmstead.simulator.ledger.Violation;

/**
 * What a station does in its own way. As written here it behaves well; an oddity overrides what it does otherwise. An
 * instance belongs to one station with one connector; any thread of the station may call it.
 */
public interface Habits {

    /** Those of a well-behaved station. */
    Habits GOOD = new Habits() {};

    /**
     * How it numbers a call. Also called for one that is sent again.
     *
     * @param usual unique for ever
     * @param onThisLine counted from 1
     */
    default String messageId(String usual, long onThisLine, String action, String payload) {
        return usual;
    }

    /** How it words a call, in place of the right payload. A call that is sent again must be worded alike. */
    default String words(String action, String payload) {
        return payload;
    }

    /** Whether it keeps this transaction message to itself, though it happened. */
    default boolean keepsBack(String action) {
        return false;
    }

    /** Whether the stop of a transaction overtakes what waits in the queue. */
    default boolean stopsFirst() {
        return false;
    }

    /** Whether the line dies with this call, before the answer can come. The station comes back by itself. */
    default boolean diesWith(String action) {
        return false;
    }

    /** Whether the answer that has just come to this call is lost inside the station. */
    default boolean losesAnswerTo(String action) {
        return false;
    }

    /** Whether it answers this call of the CSMS with Accepted and does nothing. */
    default boolean ignores(String action) {
        return false;
    }

    /** Whether it drops its line over this call of the CSMS. */
    default boolean dropsOver(String action, boolean ownCallOpen) {
        return false;
    }

    /** Whether it sends pings when they are due. */
    default boolean pings() {
        return true;
    }

    /** Whether it says nothing but Boot until it is accepted. */
    default boolean waitsToBeAccepted() {
        return true;
    }

    /** What the CSMS rightly does to such a station, and not to a well-behaved one. */
    default Set<Violation.Kind> provokes() {
        return Set.of();
    }

    /** A car is about to be plugged in; called on the thread of the verb, like the next three. */
    default void arrives(Station16 station, Connector16 connector) {}

    /** A transaction has begun. */
    default void begun(Station16 station, Connector16 connector) {}

    /** The car has drawn what it wanted; the transaction still runs. */
    default void drawn(Station16 station, Connector16 connector) {}

    /** The car has left. */
    default void left(Station16 station, Connector16 connector) {}
}

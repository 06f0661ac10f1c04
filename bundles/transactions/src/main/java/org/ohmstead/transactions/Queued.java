package org.ohmstead.transactions;

import org.ohmstead.api.model.TransactionEvent;

/** Whether a report may have waited in the station. */
final class Queued {

    private Queued() {}

    /** Where events are not counted, nobody tells whether one happened offline (OCPP 1.6 §3.7.1): then it may have. */
    static boolean maybe(TransactionEvent event) {
        return event.details().offline() || event.details().seqNo().isEmpty();
    }
}

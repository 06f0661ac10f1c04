package org.ohmstead.store.tables;

import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;

/** What the journal says of a transaction. */
final class TransactionFacts {

    private TransactionFacts() {}

    static Fact started(Transaction started) {
        return new Facts.TransactionStarted(
                started.id(),
                started.connector(),
                started.stationTransactionId(),
                started.idToken(),
                started.verdict(),
                started.meterStart(),
                started.remoteStartId(),
                started.reservationId(),
                started.flags());
    }

    static Fact ended(Transaction ended, Ending ending) {
        return new Facts.TransactionEnded(
                ended.id(),
                ended.connector(),
                ended.stationTransactionId(),
                ended.idToken(),
                ended.startedAt(),
                ended.meterStart(),
                ending.meterStop(),
                ended.energy(),
                ending.stoppedReason(),
                ending.idToken(),
                ending.estimated(),
                ended.flags(),
                ended.delivered());
    }
}

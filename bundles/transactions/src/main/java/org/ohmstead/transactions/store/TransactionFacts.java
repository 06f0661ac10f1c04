package org.ohmstead.transactions.store;

import java.util.Optional;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;

/** What the journal says of a transaction, whichever store writes it. */
public final class TransactionFacts {

    private TransactionFacts() {}

    public static Fact started(Transaction started) {
        return new Facts.TransactionStarted(
                started.id(),
                started.connector(),
                started.stationTransactionId(),
                started.idToken(),
                started.verdict(),
                started.meterStart(),
                started.remoteStartId(),
                started.reservationId(),
                started.flags(),
                started.believedStart());
    }

    public static Fact doubted(TransactionId transaction, Evidence evidence, Optional<TransactionId> report) {
        return new Facts.TransactionDoubted(
                transaction, evidence.kind(), evidence.at(), evidence.register(), Optional.of(evidence.said()), report);
    }

    public static Fact unmatched(UnmatchedReport report, String reported) {
        return new Facts.TransactionUnmatched(
                reported,
                report.stationTransactionId(),
                report.idToken(),
                report.register(),
                Optional.of(report.id()),
                Optional.of(report.stoppedReason()));
    }

    public static Fact ended(Transaction ended, Ending ending) {
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
                ended.delivered(),
                ended.believedStart(),
                ending.believed());
    }
}

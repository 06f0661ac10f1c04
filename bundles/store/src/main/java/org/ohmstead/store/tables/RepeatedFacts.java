package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.journal.Facts.ConnectorStatusChanged;
import org.ohmstead.api.journal.Facts.ConnectorStatusToldLate;
import org.ohmstead.api.journal.Facts.ConnectorsRegrouped;
import org.ohmstead.api.journal.Facts.EnergyCounted;
import org.ohmstead.api.journal.Facts.EvidenceRefuted;
import org.ohmstead.api.journal.Facts.StationRemoved;
import org.ohmstead.api.journal.Facts.TransactionDecided;
import org.ohmstead.api.journal.Facts.TransactionDoubted;
import org.ohmstead.api.journal.Facts.TransactionEnded;
import org.ohmstead.api.journal.Facts.TransactionFlagged;
import org.ohmstead.api.journal.Facts.TransactionReopened;
import org.ohmstead.api.journal.Facts.TransactionStarted;
import org.ohmstead.api.journal.Facts.TransactionUnmatched;
import org.ohmstead.api.journal.Facts.UnmatchedReportDecided;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.TokenNumbers;

/** Does to the derived tables what a fact says was done to them. Doing it again changes nothing. */
final class RepeatedFacts {

    private static final String REMOVE_TRANSACTION = DerivedState.SQL.get("removeTransaction");

    private final Work work;
    private final TokenNumbers tokens;

    /** Within a unit. */
    RepeatedFacts(Work work, TokenNumbers tokens) {
        this.work = work;
        this.tokens = tokens;
    }

    void repeat(JournalEntry entry) throws SQLException {
        switch (entry.fact()) {
            case ConnectorStatusChanged fact -> {
                StatusReport report = report(entry, fact);
                StatusRows.see(work, station(entry), report);
                StatusRows.put(work, station(entry), report);
            }
            case ConnectorStatusToldLate fact -> StatusRows.see(work, station(entry), report(entry, fact));
            case ConnectorsRegrouped fact -> StatusRows.remove(work, station(entry));
            case StationRemoved fact -> StatusRows.remove(work, station(entry));
            case TransactionStarted fact -> {
                Transaction begun = transaction(entry, fact);
                put(begun);
                ReviewRows.file(work, begun);
            }
            case TransactionEnded fact -> {
                Ending ending = ending(entry, fact);
                Optional<Transaction> before = find(fact.transaction());
                TransactionRows.end(work, fact.transaction(), ending, fact.flags(), fact.delivered(), tokens);
                file(entry, before, Optional.of(ending), fact.flags(), fact.delivered());
            }
            case EnergyCounted fact -> counted(entry, fact);
            case TransactionFlagged fact -> {
                Optional<Transaction> before = find(fact.transaction());
                TransactionRows.flag(work, fact.transaction(), fact.flags());
                if (before.isPresent()) {
                    file(
                            entry,
                            before,
                            before.get().ending(),
                            fact.flags(),
                            before.get().delivered());
                }
            }
            case TransactionReopened fact -> reopened(entry, fact.transaction());
            case TransactionDecided fact -> decided(entry, fact);
            case TransactionDoubted fact -> doubted(entry, fact);
            case EvidenceRefuted fact -> {
                EvidenceRows.refute(work, fact.transaction(), fact.evidence(), fact.doubtedAt(), entry.receivedAt());
                if (fact.evidence() == Evidence.Kind.STOP_UNMATCHED) {
                    UnmatchedRows.release(work, fact.transaction());
                }
            }
            case TransactionUnmatched fact -> unmatched(entry, fact);
            case UnmatchedReportDecided fact -> decided(entry, fact);
            default -> {
                // Nothing is derived from the others.
            }
        }
    }

    /** As it is, ended and decided or not, whatever was there. */
    void put(Transaction transaction) throws SQLException {
        PreparedStatement remove = work.prepare(REMOVE_TRANSACTION);
        remove.setLong(1, transaction.id().value());
        work.execute(remove);
        TransactionRows.insert(work, transaction, tokens);
        if (!transaction.open()) {
            TransactionRows.end(work, transaction, tokens);
        }
        if (transaction.decision().isPresent()) {
            TransactionRows.decide(
                    work, transaction.id(), transaction.decision().get());
        }
    }

    private Optional<Transaction> find(TransactionId id) throws SQLException {
        return TransactionRows.find(work.statements(), id);
    }

    /** Where it is doubtful otherwise than before, it waits for a person since then. */
    private void file(
            JournalEntry entry,
            Optional<Transaction> before,
            Optional<Ending> ending,
            Set<TransactionFlag> flags,
            Optional<Delivered> delivered)
            throws SQLException {
        if (before.isPresent()) {
            Transaction old = before.get();
            ReviewRows.file(work, old, old.with(old.latest(), ending, flags, delivered), entry.receivedAt());
        }
    }

    private void counted(JournalEntry entry, EnergyCounted fact) throws SQLException {
        Optional<Transaction> before = find(fact.transaction());
        if (before.isPresent()) {
            Transaction old = before.get();
            Transaction after = old.with(old.latest(), old.ending(), fact.flags(), Optional.of(fact.delivered()));
            TransactionRows.recount(work, after);
            ReviewRows.file(work, old, after, entry.receivedAt());
        }
    }

    private void reopened(JournalEntry entry, TransactionId id) throws SQLException {
        Optional<Transaction> before = find(id);
        TransactionRows.reopen(work, id);
        EvidenceRows.refuteAll(work, id, entry.receivedAt());
        UnmatchedRows.release(work, id);
        if (before.isPresent()) {
            file(
                    entry,
                    before,
                    Optional.empty(),
                    before.get().flags(),
                    before.get().delivered());
        }
    }

    private void decided(JournalEntry entry, TransactionDecided fact) throws SQLException {
        Decision decision =
                new Decision(fact.who(), entry.receivedAt(), fact.reason(), fact.end(), fact.energy(), fact.settled());
        Optional<Transaction> before = find(fact.transaction());
        TransactionRows.decide(work, fact.transaction(), decision);
        if (before.isPresent()) {
            ReviewRows.file(work, before.get(), before.get().with(Optional.of(decision)), entry.receivedAt());
        }
    }

    private void doubted(JournalEntry entry, TransactionDoubted fact) throws SQLException {
        Evidence evidence = new Evidence(
                fact.evidence(),
                fact.at(),
                entry.receivedAt(),
                fact.register(),
                fact.said().orElse(""),
                Optional.empty());
        if (fact.said().isEmpty()) { // version 1, after which nothing told what was refuted: the table knows more
            EvidenceRows.insert(work, fact.transaction(), evidence);
            return;
        }
        EvidenceRows.put(work, fact.transaction(), evidence);
        if (fact.report().isPresent()) {
            UnmatchedRows.bind(work, fact.report().get(), fact.transaction());
            ReviewRows.file(work, fact.report().get(), entry.site(), Set.of(), entry.receivedAt());
        }
    }

    private void unmatched(JournalEntry entry, TransactionUnmatched fact) throws SQLException {
        if (fact.report().isEmpty()) { // version 1 does not tell under which id it waits: it is left as it is
            return;
        }
        UnmatchedReport report = new UnmatchedReport(
                fact.report().get(),
                station(entry),
                entry.site(),
                fact.reported().equals("Ended") ? Doubt.UNMATCHED_STOP : Doubt.UNMATCHED_READINGS,
                fact.stationTransactionId(),
                fact.idToken(),
                fact.register(),
                fact.stoppedReason().orElse(""),
                happenedAt(entry),
                entry.receivedAt(),
                Optional.empty(),
                Optional.empty());
        UnmatchedRows.put(work, report, tokens);
        ReviewRows.file(work, report.id(), report.site(), Set.of(report.doubt()), report.receivedAt());
    }

    private void decided(JournalEntry entry, UnmatchedReportDecided fact) throws SQLException {
        Decision decision = new Decision(
                fact.who(), entry.receivedAt(), fact.reason(), Optional.empty(), Optional.empty(), Set.of());
        UnmatchedRows.decide(work, fact.report(), decision, fact.attachedTo());
        ReviewRows.file(work, fact.report(), entry.site(), Set.of(), entry.receivedAt());
    }

    private static StationId station(JournalEntry entry) {
        return entry.station().orElseThrow();
    }

    private static Instant happenedAt(JournalEntry entry) {
        return entry.stationTime().orElse(entry.receivedAt());
    }

    static StatusReport report(JournalEntry entry, ConnectorStatusChanged fact) {
        return new StatusReport(
                fact.connector(),
                fact.status(),
                fact.reported(),
                fact.chargingState(),
                fact.errorCode(),
                fact.info(),
                fact.vendorErrorCode(),
                happenedAt(entry),
                entry.receivedAt());
    }

    static StatusReport report(JournalEntry entry, ConnectorStatusToldLate fact) {
        return report(
                entry,
                new ConnectorStatusChanged(
                        fact.connector(),
                        fact.status(),
                        fact.reported(),
                        fact.chargingState(),
                        fact.errorCode(),
                        fact.info(),
                        fact.vendorErrorCode()));
    }

    private static Transaction transaction(JournalEntry entry, TransactionStarted fact) {
        return new Transaction(
                fact.transaction(),
                station(entry),
                entry.site(),
                fact.connector(),
                fact.stationTransactionId(),
                fact.idToken(),
                fact.verdict(),
                happenedAt(entry),
                entry.receivedAt(),
                fact.meterStart(),
                fact.remoteStartId(),
                fact.reservationId(),
                Optional.empty(),
                Optional.empty(),
                fact.flags(),
                Optional.empty(),
                Optional.empty(),
                fact.believed());
    }

    private static Ending ending(JournalEntry entry, TransactionEnded fact) {
        return new Ending(
                happenedAt(entry),
                entry.receivedAt(),
                fact.meterStop(),
                fact.stoppedReason(),
                fact.stoppedBy(),
                fact.estimated(),
                fact.believedEnd());
    }
}

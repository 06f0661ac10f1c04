package org.ohmstead.transactions.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.Reviews.Query;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is doubtful, on disk: evidence that transactions are over, reports that fit nothing, and what people decided. Over the
 * same transactions as {@link TransactionStore}; what is doubtful about one is told by {@link Doubts}.
 */
@ProviderType
public interface ReviewStore {

    /** The evidence that stands against open transactions, oldest first, to fill the memory at start. */
    Map<TransactionId, List<Evidence>> standing();

    /**
     * Keeps evidence and appends the fact; what is kept already does no harm.
     *
     * @param report the unmatched report it came from, which waits for nobody while the evidence stands
     */
    void keep(TransactionId transaction, Evidence evidence, Optional<TransactionId> report);

    /** The transaction was seen to go on: these are refuted, and the reports they came from wait again. */
    void refute(TransactionId transaction, List<Evidence> refuted, Instant at);

    /**
     * A transaction whose end was estimated runs again, with nothing standing against it; as it is where it does already.
     *
     * @param register the risen register that shows it
     * @return empty, and nothing happened, where its end is no estimate or another transaction is open at its EVSE
     */
    Optional<Transaction> reopen(TransactionId transaction, Energy register, Instant receivedAt);

    /** All evidence about a transaction, oldest first. */
    List<Evidence> evidence(TransactionId transaction);

    /** Reports taken as evidence of a transaction or attached to it, oldest first. */
    List<UnmatchedReport> reports(TransactionId transaction);

    /** Stops nobody decided about and that are evidence of nothing, the newest thousand, newest first. */
    List<UnmatchedReport> looseStops();

    /** A transaction or an unmatched report as a case, settled or not. */
    Optional<Review> find(TransactionId id);

    /** What waits, newest doubt first. */
    Page<Review> page(Query query, Page.Request request);

    /** Puts a decision beside a transaction, in place of an earlier one, and appends the fact. */
    void decide(TransactionId transaction, Decision decision);

    /** Puts a decision beside an unmatched report, in place of an earlier one, and appends the fact. */
    void decide(TransactionId report, Decision decision, Optional<TransactionId> attachedTo);
}

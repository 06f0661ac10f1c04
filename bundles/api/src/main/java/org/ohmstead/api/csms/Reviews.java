package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The inbox of what is doubtful, for people to decide. What stations reported is never overwritten: a decision stands beside it.
 * Thread-safe; blocks on the store.
 */
@ProviderType
public interface Reviews {

    /** What waits for a decision, newest doubt first. */
    Page<Review> page(Query query, Page.Request request);

    /** One case with its evidence, decided or not; empty if no transaction or unmatched report has that id. */
    Optional<Dossier> dossier(TransactionId id);

    /**
     * Decides a case, once more if somebody did before. Repeating a decision changes nothing.
     *
     * @param who the person's or API token's name
     * @param reason in the person's words, at most 500 characters; needed where a value is set
     */
    Result decide(TransactionId id, Choice choice, String who, String reason);

    /**
     * Which cases. Empty means any.
     *
     * @param doubts at least one of these
     * @param from doubtful since then or later, by our time
     * @param to doubtful before
     */
    record Query(Scope scope, Set<Doubt> doubts, Optional<Instant> from, Optional<Instant> to) {

        public Query {
            doubts = Set.copyOf(doubts);
        }

        public static Query all(Scope scope) {
            return new Query(scope, Set.of(), Optional.empty(), Optional.empty());
        }
    }

    /** Something doubtful. Truly closed: a switch needs no default. */
    sealed interface Review {

        /** Of the transaction or the report. */
        TransactionId id();

        /** Why it waits; empty once it is settled. */
        Set<Doubt> doubts();
    }

    /** @param since when it became doubtful, by our time */
    record DoubtfulTransaction(Transaction transaction, Set<Doubt> doubts, Instant since) implements Review {

        @Override
        public TransactionId id() {
            return transaction.id();
        }
    }

    /** A report that fits nothing. */
    record DoubtfulReport(UnmatchedReport report, Set<Doubt> doubts) implements Review {

        @Override
        public TransactionId id() {
            return report.id();
        }
    }

    /**
     * A case with what is beside it.
     *
     * @param evidence that the transaction was over, oldest first, refuted or not
     * @param reports of its station that belong to it or were taken as evidence
     * @param candidates transactions the report may be attached to, newest first
     */
    record Dossier(
            Review review, List<Evidence> evidence, List<UnmatchedReport> reports, List<Transaction> candidates) {}

    /** What a person may choose. Truly closed. */
    sealed interface Choice {

        /** It stays as it is, estimates included; an unmatched report is put away. */
        record Accept() implements Choice {}

        /**
         * End and energy as the person knows them. A transaction that runs ends with it, as estimated.
         *
         * @param end by the station's time; needed where the transaction runs
         */
        record Correct(Optional<Instant> end, Optional<Energy> energy) implements Choice {}

        /** An unmatched stop is the end of this transaction, which runs or whose end was estimated. */
        record Attach(TransactionId transaction) implements Choice {}
    }

    /** What became of a decision. Truly closed. */
    sealed interface Result {

        /** @param changed false where it had been decided just so before */
        record Decided(Dossier dossier, boolean changed) implements Result {}

        /** There is no such case. */
        record Unknown() implements Result {}

        /** It cannot be decided so, as it stands now. */
        record Conflict(String why) implements Result {}

        /** The choice makes no sense for this case. */
        record Senseless(String field, String why) implements Result {}
    }
}

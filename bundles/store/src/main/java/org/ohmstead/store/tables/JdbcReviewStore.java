package org.ohmstead.store.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.Reviews.DoubtfulReport;
import org.ohmstead.api.csms.Reviews.DoubtfulTransaction;
import org.ohmstead.api.csms.Reviews.Query;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.ohmstead.store.tables.ReviewRows.Filed;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionFacts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The port of what is doubtful, on the store's tables. */
@Component
public final class JdbcReviewStore implements ReviewStore {

    private static final String BY_ID = ReviewRows.REVIEW + " where x.id = ?";
    private static final String SINCE = "REVIEW_SINCE";

    private final StoreService store;
    private final TransactionQueries queries;

    @Activate
    public JdbcReviewStore(@Reference StoreService store, @Reference JdbcTransactionStore transactions) {
        this.store = store;
        this.queries = transactions.queries();
    }

    @Override
    public Map<TransactionId, List<Evidence>> standing() {
        return store.readers().read(EvidenceRows::standing);
    }

    @Override
    public void keep(TransactionId transaction, Evidence evidence, Optional<TransactionId> report) {
        store.writer().write(work -> {
            Transaction of = existing(work, transaction);
            if (EvidenceRows.insert(work, transaction, evidence)) {
                if (report.isPresent()) {
                    UnmatchedRows.bind(work, report.get(), transaction);
                    ReviewRows.file(work, report.get(), of.site(), Set.of(), evidence.receivedAt());
                }
                work.append(store.entry(
                        Optional.of(evidence.at()),
                        evidence.receivedAt(),
                        of.station(),
                        TransactionFacts.doubted(transaction, evidence, report)));
            }
            return null;
        });
    }

    @Override
    public void refute(TransactionId transaction, List<Evidence> refuted, Instant at) {
        store.writer().write(work -> {
            StationId station = existing(work, transaction).station();
            for (Evidence evidence : refuted) {
                Instant doubtedAt = evidence.receivedAt();
                if (EvidenceRows.refute(work, transaction, evidence.kind(), doubtedAt, at)) {
                    if (evidence.kind() == Evidence.Kind.STOP_UNMATCHED) {
                        UnmatchedRows.release(work, transaction);
                    }
                    Fact fact = new Facts.EvidenceRefuted(transaction, evidence.kind(), doubtedAt);
                    work.append(store.entry(Optional.empty(), at, station, fact));
                }
            }
            return null;
        });
    }

    @Override
    public Optional<Transaction> reopen(TransactionId id, Energy register, Instant receivedAt) {
        return store.writer().write(work -> {
            Transaction over = existing(work, id);
            if (over.open()) {
                return Optional.of(queries.withRegister(work.statements(), over));
            }
            boolean estimated = over.ending().map(Ending::estimated).orElse(false);
            boolean free = TransactionRows.openAt(
                            work.statements(), over.station(), over.connector().evse())
                    .isEmpty();
            if (!estimated || !free) {
                return Optional.empty();
            }
            TransactionRows.reopen(work, id);
            EvidenceRows.refuteAll(work, id, receivedAt);
            UnmatchedRows.release(work, id);
            Transaction open = over.with(over.latest(), Optional.empty(), over.flags(), over.delivered());
            ReviewRows.file(work, over, open, receivedAt);
            work.append(store.entry(
                    Optional.empty(),
                    receivedAt,
                    open.station(),
                    new Facts.TransactionReopened(id, open.connector(), Optional.of(register))));
            return Optional.of(queries.withRegister(work.statements(), open));
        });
    }

    @Override
    public List<Evidence> evidence(TransactionId transaction) {
        return store.readers().read(statements -> EvidenceRows.of(statements, transaction));
    }

    @Override
    public List<UnmatchedReport> reports(TransactionId transaction) {
        return store.readers().read(statements -> UnmatchedRows.of(statements, transaction));
    }

    @Override
    public List<UnmatchedReport> looseStops() {
        return store.readers().read(UnmatchedRows::loose);
    }

    @Override
    public Optional<Review> find(TransactionId id) {
        return store.readers().read(statements -> {
            PreparedStatement query = statements.prepare(BY_ID);
            query.setLong(1, id.value());
            Optional<Filed> filed = Statements.first(query, Filed::read);
            return review(statements, id, filed);
        });
    }

    @Override
    public Page<Review> page(Query query, Page.Request request) {
        Condition condition = condition(query);
        request.after().ifPresent(after -> {
            long[] key = TransactionQueries.key(after);
            condition.and("x.since <= ?", key[0]).and("(x.since < ? or x.id < ?)", key[0], key[1]);
        });
        condition.newestFirst("x.since desc, x.id desc", request.limit() + 1);
        return store.readers().read(statements -> {
            List<Filed> found = Statements.list(
                    condition.bind(statements.prepare(ReviewRows.REVIEW + condition.sql())), Filed::read);
            Page<Filed> page = Pages.of(
                    found,
                    request.limit(),
                    last -> Micros.of(last.since()) + ":" + last.id().value());
            List<Review> reviews = new ArrayList<>();
            for (Filed filed : page.items()) {
                review(statements, filed.id(), Optional.of(filed)).ifPresent(reviews::add);
            }
            return new Page<>(reviews, page.next());
        });
    }

    private static Condition condition(Query query) {
        Condition condition = Condition.by(SINCE);
        query.scope()
                .sites()
                .ifPresent(sites ->
                        condition.in("x.site", sites.stream().map(SiteId::value).toList()));
        if (!query.doubts().isEmpty()) {
            String one = "',' || x.doubts || ',' like ?";
            condition.and(
                    "(" + one + (" or " + one).repeat(query.doubts().size() - 1) + ")",
                    query.doubts().stream().map(doubt -> "%," + doubt + ",%").toArray());
        }
        query.from().ifPresent(from -> condition.and("x.since >= ?", Micros.of(from)));
        query.to().ifPresent(to -> condition.and("x.since < ?", Micros.of(to)));
        return condition;
    }

    /** @param filed empty where it does not wait */
    private Optional<Review> review(Statements statements, TransactionId id, Optional<Filed> filed)
            throws SQLException {
        Set<Doubt> doubts = filed.map(Filed::doubts).orElse(Set.of());
        Optional<Transaction> transaction = queries.find(statements, id);
        if (transaction.isPresent()) {
            Instant since = filed.map(Filed::since).orElse(transaction.get().startReceivedAt());
            return Optional.of(new DoubtfulTransaction(transaction.get(), doubts, since));
        }
        return UnmatchedRows.find(statements, id).map(report -> new DoubtfulReport(report, doubts));
    }

    @Override
    public void decide(TransactionId transaction, Decision decision) {
        store.writer().write(work -> {
            Transaction before = existing(work, transaction);
            TransactionRows.decide(work, transaction, decision);
            ReviewRows.file(work, before, before.with(Optional.of(decision)), decision.at());
            work.append(store.entry(
                    Optional.empty(),
                    decision.at(),
                    before.station(),
                    new Facts.TransactionDecided(
                            transaction,
                            decision.who(),
                            decision.reason(),
                            decision.end(),
                            decision.energy(),
                            decision.settled())));
            return null;
        });
    }

    @Override
    public void decide(TransactionId id, Decision decision, Optional<TransactionId> attachedTo) {
        store.writer().write(work -> {
            UnmatchedReport report = UnmatchedRows.find(work.statements(), id).orElseThrow(() -> missing(id));
            UnmatchedRows.decide(work, id, decision, attachedTo);
            ReviewRows.file(work, id, report.site(), Set.of(), decision.at());
            work.append(store.entry(
                    Optional.empty(),
                    decision.at(),
                    report.station(),
                    new Facts.UnmatchedReportDecided(id, decision.who(), decision.reason(), attachedTo)));
            return null;
        });
    }

    private static Transaction existing(Work work, TransactionId id) throws SQLException {
        return TransactionRows.find(work.statements(), id).orElseThrow(() -> missing(id));
    }

    private static IllegalArgumentException missing(TransactionId id) {
        return new IllegalArgumentException("Nothing has the id " + id);
    }
}

package org.ohmstead.transactions.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.Reviews.DoubtfulReport;
import org.ohmstead.api.csms.Reviews.DoubtfulTransaction;
import org.ohmstead.api.csms.Reviews.Query;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;

/** What is doubtful about the transactions of an {@link InMemoryTransactionStore}, which makes it. One lock, theirs. */
public final class InMemoryReviewStore implements ReviewStore {

    private static final Comparator<Filed> NEWEST_FIRST = Comparator.comparing(Filed::since)
            .thenComparing(filed -> filed.id().value())
            .reversed();

    private final InMemoryTransactionStore transactions;
    private final Map<TransactionId, List<Evidence>> evidence = new LinkedHashMap<>();
    private final Map<TransactionId, UnmatchedReport> reports = new LinkedHashMap<>();
    private final Map<TransactionId, Filed> filed = new LinkedHashMap<>();

    InMemoryReviewStore(InMemoryTransactionStore transactions) {
        this.transactions = transactions;
    }

    /** A transaction began or changed. */
    void file(Optional<Transaction> before, Transaction after, Instant at) {
        Set<Doubt> doubts = Doubts.of(after);
        if (!doubts.equals(before.map(Doubts::of).orElse(Set.of()))) {
            file(after.id(), after.site(), doubts, at);
        }
    }

    private void file(TransactionId id, SiteId site, Set<Doubt> doubts, Instant since) {
        if (doubts.isEmpty()) {
            filed.remove(id);
        } else {
            filed.put(id, new Filed(id, site, doubts, since));
        }
    }

    /** Empty if it is new. */
    Optional<UnmatchedReport> same(UnmatchedReport report) {
        return reports.values().stream()
                .filter(known -> known.station().equals(report.station())
                        && known.doubt() == report.doubt()
                        && known.stationTransactionId().equals(report.stationTransactionId())
                        && (known.doubt() == Doubt.UNMATCHED_READINGS
                                || known.at().equals(report.at())
                                        && known.register().equals(report.register())))
                .findFirst();
    }

    void add(UnmatchedReport report) {
        reports.put(report.id(), report);
        file(report.id(), report.site(), Set.of(report.doubt()), report.receivedAt());
    }

    @Override
    public Map<TransactionId, List<Evidence>> standing() {
        synchronized (transactions) {
            Map<TransactionId, List<Evidence>> standing = new LinkedHashMap<>();
            evidence.forEach((id, all) -> {
                List<Evidence> left = all.stream().filter(Evidence::standing).toList();
                if (!left.isEmpty() && transactions.find(id).orElseThrow().open()) {
                    standing.put(id, left);
                }
            });
            return standing;
        }
    }

    @Override
    public void keep(TransactionId transaction, Evidence found, Optional<TransactionId> report) {
        synchronized (transactions) {
            Transaction of = transactions.existing(transaction);
            List<Evidence> all = evidence.computeIfAbsent(transaction, id -> new ArrayList<>());
            boolean known = all.stream()
                    .anyMatch(old ->
                            old.kind() == found.kind() && old.receivedAt().equals(found.receivedAt()));
            if (!known) {
                all.add(found);
                report.map(reports::get).ifPresent(stop -> {
                    reports.put(stop.id(), bound(stop, Optional.of(transaction), stop.decision()));
                    filed.remove(stop.id());
                });
                transactions.append(
                        of.station(),
                        Optional.of(found.at()),
                        found.receivedAt(),
                        TransactionFacts.doubted(transaction, found, report));
            }
        }
    }

    @Override
    public void refute(TransactionId transaction, List<Evidence> refuted, Instant at) {
        synchronized (transactions) {
            List<Evidence> all = evidence.getOrDefault(transaction, new ArrayList<>());
            for (Evidence wrong : refuted) {
                if (Collections.replaceAll(all, wrong, refuted(wrong, at))) {
                    if (wrong.kind() == Evidence.Kind.STOP_UNMATCHED) {
                        release(transaction);
                    }
                    transactions.append(
                            transactions.existing(transaction).station(),
                            Optional.empty(),
                            at,
                            new Facts.EvidenceRefuted(transaction, wrong.kind(), wrong.receivedAt()));
                }
            }
        }
    }

    private static Evidence refuted(Evidence old, Instant at) {
        return new Evidence(old.kind(), old.at(), old.receivedAt(), old.register(), old.said(), Optional.of(at));
    }

    private void release(TransactionId transaction) {
        for (UnmatchedReport report : reports(transaction)) {
            if (report.decision().isEmpty()) {
                reports.put(report.id(), bound(report, Optional.empty(), Optional.empty()));
                file(report.id(), report.site(), Set.of(report.doubt()), report.receivedAt());
            }
        }
    }

    private static UnmatchedReport bound(
            UnmatchedReport report, Optional<TransactionId> to, Optional<Decision> decision) {
        return new UnmatchedReport(
                report.id(),
                report.station(),
                report.site(),
                report.doubt(),
                report.stationTransactionId(),
                report.idToken(),
                report.register(),
                report.stoppedReason(),
                report.at(),
                report.receivedAt(),
                to,
                decision);
    }

    @Override
    public Optional<Transaction> reopen(TransactionId id, Energy register, Instant receivedAt) {
        synchronized (transactions) {
            Transaction over = transactions.existing(id);
            if (over.open()) {
                return Optional.of(over);
            }
            boolean estimated = over.ending().map(Ending::estimated).orElse(false);
            boolean free =
                    transactions.openAt(over.station(), over.connector().evse()).isEmpty();
            if (!estimated || !free) {
                return Optional.empty();
            }
            evidence.getOrDefault(id, new ArrayList<>())
                    .replaceAll(old -> old.standing() ? refuted(old, receivedAt) : old);
            release(id);
            Transaction open = over.with(over.latest(), Optional.empty(), over.flags(), over.delivered());
            transactions.replace(open);
            file(Optional.of(over), open, receivedAt);
            transactions.append(
                    open.station(),
                    Optional.empty(),
                    receivedAt,
                    new Facts.TransactionReopened(id, open.connector(), Optional.of(register)));
            return Optional.of(open);
        }
    }

    @Override
    public List<Evidence> evidence(TransactionId transaction) {
        synchronized (transactions) {
            return evidence.getOrDefault(transaction, List.of()).stream()
                    .sorted(Comparator.comparing(Evidence::receivedAt)
                            .thenComparing(found -> found.kind().name()))
                    .toList();
        }
    }

    @Override
    public List<UnmatchedReport> reports(TransactionId transaction) {
        synchronized (transactions) {
            return reports.values().stream()
                    .filter(report -> report.transaction().equals(Optional.of(transaction)))
                    .toList();
        }
    }

    @Override
    public List<UnmatchedReport> looseStops() {
        synchronized (transactions) {
            List<UnmatchedReport> loose = new ArrayList<>(reports.values());
            loose.removeIf(report -> report.doubt() != Doubt.UNMATCHED_STOP || !filed.containsKey(report.id()));
            Collections.reverse(loose);
            return loose;
        }
    }

    @Override
    public Optional<Review> find(TransactionId id) {
        synchronized (transactions) {
            Set<Doubt> doubts =
                    Optional.ofNullable(filed.get(id)).map(Filed::doubts).orElse(Set.of());
            Optional<Transaction> transaction = transactions.find(id);
            if (transaction.isPresent()) {
                Instant since = Optional.ofNullable(filed.get(id))
                        .map(Filed::since)
                        .orElse(transaction.get().startReceivedAt());
                return Optional.of(new DoubtfulTransaction(transaction.get(), doubts, since));
            }
            return Optional.ofNullable(reports.get(id)).map(report -> new DoubtfulReport(report, doubts));
        }
    }

    @Override
    public Page<Review> page(Query query, Page.Request request) {
        synchronized (transactions) {
            List<Review> matching = filed.values().stream()
                    .filter(entry -> matches(query, entry))
                    .sorted(NEWEST_FIRST)
                    .map(entry -> find(entry.id()).orElseThrow())
                    .toList();
            return InMemoryTransactionStore.part(matching, request);
        }
    }

    private static boolean matches(Query query, Filed entry) {
        return query.scope().includes(entry.site())
                && (query.doubts().isEmpty() || !Collections.disjoint(query.doubts(), entry.doubts()))
                && query.from().map(from -> !entry.since().isBefore(from)).orElse(true)
                && query.to().map(entry.since()::isBefore).orElse(true);
    }

    @Override
    public void decide(TransactionId transaction, Decision decision) {
        synchronized (transactions) {
            Transaction before = transactions.existing(transaction);
            Transaction after = before.with(Optional.of(decision));
            transactions.replace(after);
            file(Optional.of(before), after, decision.at());
            transactions.append(
                    before.station(),
                    Optional.empty(),
                    decision.at(),
                    new Facts.TransactionDecided(
                            transaction,
                            decision.who(),
                            decision.reason(),
                            decision.end(),
                            decision.energy(),
                            decision.settled()));
        }
    }

    @Override
    public void decide(TransactionId id, Decision decision, Optional<TransactionId> attachedTo) {
        synchronized (transactions) {
            UnmatchedReport report = Optional.ofNullable(reports.get(id))
                    .orElseThrow(() -> new IllegalArgumentException("Nothing has the id " + id));
            reports.put(id, bound(report, attachedTo, Optional.of(decision)));
            filed.remove(id);
            transactions.append(
                    report.station(),
                    Optional.empty(),
                    decision.at(),
                    new Facts.UnmatchedReportDecided(id, decision.who(), decision.reason(), attachedTo));
        }
    }

    private record Filed(TransactionId id, SiteId site, Set<Doubt> doubts, Instant since) {}
}

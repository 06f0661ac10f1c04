package org.ohmstead.transactions.store;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;

/** Keeps transactions in memory, for tests. Thread-safe; every unit is atomic. */
public final class InMemoryTransactionStore implements TransactionStore {

    private static final JournalPosition UNNUMBERED = new JournalPosition(0, 0);
    private static final Comparator<Transaction> NEWEST_FIRST = Comparator.comparing(Transaction::startReceivedAt)
            .thenComparing(transaction -> transaction.id().value())
            .reversed();

    private final Function<StationId, SiteId> sites;
    private final Consumer<JournalEntry> journal;
    private final Map<TransactionId, Transaction> transactions = new LinkedHashMap<>();
    private final List<StoredReading> readings = new ArrayList<>();
    private final Set<ReadingKey> readingKeys = new HashSet<>();
    private final InMemoryReviewStore reviews = new InMemoryReviewStore(this);
    private final Map<StationId, StationModel> models = new HashMap<>();
    private final Map<StationModel, RegisterEvidence> registers = new HashMap<>();
    private ZoneId zone = ZoneOffset.UTC;
    private int lastNumber;

    /** With every station at the default site and nobody reading the journal. */
    public InMemoryTransactionStore() {
        this(station -> SiteId.DEFAULT, entry -> {});
    }

    /**
     * @param sites where each station stands
     * @param journal gets each fact, called in commit order; the entry's position is the receiver's to hand out
     */
    public InMemoryTransactionStore(Function<StationId, SiteId> sites, Consumer<JournalEntry> journal) {
        this.sites = sites;
        this.journal = journal;
    }

    /** What is doubtful about these transactions. */
    public InMemoryReviewStore reviews() {
        return reviews;
    }

    Transaction existing(TransactionId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("Nothing has the id " + id));
    }

    void replace(Transaction changed) {
        transactions.put(changed.id(), changed);
    }

    /** Moves the default site to another zone. */
    public synchronized void moveTo(ZoneId newZone) {
        zone = newZone;
    }

    @Override
    public synchronized ZoneId zone() {
        return zone;
    }

    @Override
    public synchronized List<Open> open() {
        return transactions.values().stream()
                .filter(Transaction::open)
                .map(transaction -> new Open(transaction, latestReading(transaction.id())))
                .toList();
    }

    @Override
    public synchronized void endedSince(Instant from, Consumer<Transaction> each) {
        transactions.values().stream()
                .filter(transaction -> transaction
                        .ending()
                        .filter(ending -> !ending.receivedAt().isBefore(from))
                        .isPresent())
                .forEach(each);
    }

    @Override
    public synchronized Optional<Energy> registerBefore(TransactionId transaction, Instant before) {
        return readings.stream()
                .filter(stored -> stored.key().transaction().equals(Optional.of(transaction)))
                .map(StoredReading::reading)
                .filter(reading -> reading.receivedAt().isBefore(before)
                        && reading.energy().isPresent())
                .reduce((earlier, later) -> later)
                .flatMap(Reading::energy);
    }

    @Override
    public synchronized Started start(Start start) {
        Transaction known = transactions.get(start.id());
        if (known != null) {
            return new Started.Stored(
                    known, start.supersedes().map(Supersede::transaction).map(transactions::get));
        }
        Optional<Transaction> open = openAt(start.station(), start.connector().evse());
        Optional<TransactionId> expected = start.supersedes().map(Supersede::transaction);
        if (!open.map(Transaction::id).equals(expected)) {
            return new Started.Conflict(open);
        }
        Optional<Transaction> superseded = open.map(old -> finish(
                old,
                start.supersedes().orElseThrow().ending(),
                and(start.supersedes().orElseThrow().flags(), TransactionFlag.SUPERSEDED),
                start.supersedes().orElseThrow().delivered(),
                start.receivedAt()));
        return new Started.Stored(begin(start), superseded);
    }

    @Override
    public synchronized Started startPast(Past past) {
        Start start = past.start();
        Transaction known = transactions.get(start.id());
        if (known != null) {
            return new Started.Stored(known, Optional.empty());
        }
        Optional<Transaction> open = openAt(start.station(), start.connector().evse());
        if (!open.map(Transaction::id).equals(Optional.of(past.successor()))) {
            return new Started.Conflict(open);
        }
        Set<TransactionFlag> flags = Set.of(TransactionFlag.SUPERSEDED);
        Transaction over = finish(begin(start), past.ending(), flags, Optional.empty(), start.receivedAt());
        return new Started.Stored(over, Optional.empty());
    }

    private Transaction begin(Start start) {
        Transaction transaction = new Transaction(
                start.id(),
                start.station(),
                sites.apply(start.station()),
                start.connector(),
                start.stationTransactionId().orElseGet(() -> Integer.toString(++lastNumber)),
                start.idToken(),
                start.verdict(),
                start.startedAt(),
                start.receivedAt(),
                start.meterStart(),
                start.remoteStartId(),
                start.reservationId(),
                Optional.empty(),
                Optional.empty(),
                start.flags(),
                Optional.empty(),
                Optional.empty(),
                start.believed());
        transactions.put(transaction.id(), transaction);
        reviews.file(Optional.empty(), transaction, start.receivedAt());
        append(
                transaction.station(),
                Optional.of(start.startedAt()),
                start.receivedAt(),
                TransactionFacts.started(transaction));
        keep(
                start.station(),
                transaction.connector(),
                Optional.of(transaction.id()),
                start.readings(),
                start.receivedAt());
        return transactions.get(transaction.id());
    }

    @Override
    public synchronized Recorded record(Readings message) {
        int stored = keep(
                message.station(),
                message.connector(),
                message.transaction(),
                message.readings(),
                message.receivedAt());
        return stored > 0 ? Recorded.STORED : Recorded.REPEATED;
    }

    @Override
    public synchronized Ended end(End end) {
        Transaction before = transactions.get(end.before().id());
        if (before == null) {
            throw new IllegalArgumentException(
                    "No such transaction: " + end.before().id());
        }
        keep(
                before.station(),
                before.connector(),
                Optional.of(before.id()),
                end.readings(),
                end.ending().receivedAt());
        Transaction current = transactions.get(before.id());
        boolean replaceable = current.open()
                || current.ending().orElseThrow().estimated() && !end.ending().estimated();
        return replaceable
                ? new Ended.Stored(finish(
                        current,
                        end.ending(),
                        end.flags(),
                        end.delivered(),
                        end.ending().receivedAt()))
                : new Ended.Already(current);
    }

    @Override
    public synchronized void flag(TransactionId id, Set<TransactionFlag> flags, Instant receivedAt) {
        Transaction before = transactions.get(id);
        if (before == null || before.flags().containsAll(flags)) {
            return;
        }
        Transaction after = with(before, before.latest(), before.ending(), flags);
        transactions.put(id, after);
        reviews.file(Optional.of(before), after, receivedAt);
        append(after.station(), Optional.empty(), receivedAt, new Facts.TransactionFlagged(id, after.flags()));
    }

    @Override
    public synchronized void recount(
            TransactionId id, Delivered delivered, Set<TransactionFlag> flags, Instant receivedAt) {
        Transaction before = transactions.get(id);
        if (before == null || before.open()) {
            return;
        }
        Transaction flagged = with(before, before.latest(), before.ending(), flags);
        Transaction after = flagged.with(flagged.latest(), flagged.ending(), flagged.flags(), Optional.of(delivered));
        if (after.equals(before)) {
            return;
        }
        transactions.put(id, after);
        reviews.file(Optional.of(before), after, receivedAt);
        append(after.station(), Optional.empty(), receivedAt, new Facts.EnergyCounted(id, delivered, after.flags()));
    }

    /** Says what a station told at its latest boot. */
    public synchronized void madeOf(StationId station, StationModel model) {
        models.put(station, model);
    }

    @Override
    public synchronized Optional<StationModel> model(StationId station) {
        return Optional.ofNullable(models.get(station));
    }

    @Override
    public synchronized Map<StationModel, RegisterEvidence> registers() {
        return Map.copyOf(registers);
    }

    @Override
    public synchronized void learn(StationModel model, RegisterEvidence evidence) {
        registers.put(model, evidence);
    }

    @Override
    public synchronized UnmatchedReport unmatched(Unmatched unmatched) {
        UnmatchedReport report = new UnmatchedReport(
                unmatched.id(),
                unmatched.station(),
                sites.apply(unmatched.station()),
                unmatched.doubt(),
                unmatched.stationTransactionId(),
                unmatched.idToken(),
                unmatched.register(),
                unmatched.stoppedReason(),
                unmatched.at(),
                unmatched.receivedAt(),
                Optional.empty(),
                Optional.empty());
        Optional<UnmatchedReport> known = reviews.same(report);
        if (known.isPresent()) {
            return known.get();
        }
        reviews.add(report);
        append(
                unmatched.station(),
                Optional.of(unmatched.at()),
                unmatched.receivedAt(),
                TransactionFacts.unmatched(report, unmatched.reported()));
        return report;
    }

    @Override
    public synchronized Optional<Transaction> find(TransactionId transaction) {
        return Optional.ofNullable(transactions.get(transaction));
    }

    @Override
    public synchronized Optional<Transaction> find(StationId station, String stationTransactionId) {
        return transactions.values().stream()
                .filter(transaction -> transaction.station().equals(station)
                        && transaction.stationTransactionId().equals(stationTransactionId))
                .min(NEWEST_FIRST);
    }

    @Override
    public synchronized List<Transaction> begunAt(StationId station, Instant startedAt) {
        Instant millisecond = startedAt.truncatedTo(ChronoUnit.MILLIS);
        return transactions.values().stream()
                .filter(transaction -> transaction.station().equals(station)
                        && !transaction.startReceivedAt().isBefore(startedAt.minus(MOST_AHEAD))
                        && transaction
                                .startedAt()
                                .truncatedTo(ChronoUnit.MILLIS)
                                .equals(millisecond))
                .sorted(NEWEST_FIRST)
                .limit(10)
                .toList();
    }

    @Override
    public synchronized Page<Transaction> page(Query query, Page.Request request) {
        List<Transaction> matching = transactions.values().stream()
                .filter(transaction -> matches(query, transaction))
                .sorted(NEWEST_FIRST)
                .toList();
        return part(matching, request);
    }

    @Override
    public synchronized long count(Query query) {
        return transactions.values().stream()
                .filter(transaction -> matches(query, transaction))
                .count();
    }

    @Override
    public synchronized Page<Reading> readings(TransactionId transaction, Page.Request request) {
        List<Reading> matching = readings.stream()
                .filter(stored -> stored.key().transaction().equals(Optional.of(transaction)))
                .map(StoredReading::reading)
                .sorted(Comparator.comparing(Reading::at))
                .toList();
        return part(matching, request);
    }

    /** Readings a station sent outside any transaction, in the order they came. */
    public synchronized List<Reading> readingsOutside(StationId station, Connector connector) {
        return readings.stream()
                .filter(stored -> stored.key().transaction().isEmpty()
                        && stored.key().station().equals(station)
                        && stored.key().connector().equals(connector))
                .map(StoredReading::reading)
                .toList();
    }

    Optional<Transaction> openAt(StationId station, EvseId evse) {
        return transactions.values().stream()
                .filter(transaction -> transaction.open()
                        && transaction.station().equals(station)
                        && transaction.connector().evse().equals(evse))
                .findFirst();
    }

    private Optional<Reading> latestReading(TransactionId transaction) {
        return readings.stream()
                .filter(stored -> stored.key().transaction().equals(Optional.of(transaction)))
                .map(StoredReading::reading)
                .reduce((earlier, later) -> later);
    }

    private int keep(
            StationId station,
            Connector connector,
            Optional<TransactionId> transaction,
            List<Reading> message,
            Instant receivedAt) {
        List<Reading> fresh = new ArrayList<>();
        for (Reading reading : message) {
            ReadingKey key = new ReadingKey(
                    station,
                    transaction.isPresent() ? Connector.of(0) : connector,
                    transaction,
                    reading.at(),
                    reading.meterValue().hashCode());
            if (readingKeys.add(key)) {
                readings.add(new StoredReading(key, reading));
                fresh.add(reading);
            }
        }
        if (fresh.isEmpty()) {
            return 0;
        }
        transaction
                .map(transactions::get)
                .ifPresent(known -> fresh.stream()
                        .filter(reading -> reading.energy().isPresent())
                        .reduce((earlier, later) -> later)
                        .map(reading -> new Transaction.Register(
                                reading.at(), reading.energy().orElseThrow()))
                        .ifPresent(latest -> transactions.put(
                                known.id(), with(known, Optional.of(latest), known.ending(), Set.of()))));
        Optional<Energy> highest =
                fresh.stream().flatMap(reading -> reading.energy().stream()).max(Comparator.naturalOrder());
        append(
                station,
                Optional.of(fresh.getLast().at()),
                receivedAt,
                new Facts.ReadingsStored(transaction, connector, fresh.size(), highest));
        return fresh.size();
    }

    private static Set<TransactionFlag> and(Set<TransactionFlag> flags, TransactionFlag one) {
        Set<TransactionFlag> all = EnumSet.of(one);
        all.addAll(flags);
        return all;
    }

    private Transaction finish(
            Transaction before,
            Ending ending,
            Set<TransactionFlag> flags,
            Optional<Delivered> delivered,
            Instant receivedAt) {
        Transaction flagged = with(before, before.latest(), Optional.of(ending), flags);
        Transaction after = flagged.with(flagged.latest(), flagged.ending(), flagged.flags(), delivered);
        transactions.put(after.id(), after);
        reviews.file(Optional.of(before), after, receivedAt);
        append(after.station(), Optional.of(ending.at()), receivedAt, TransactionFacts.ended(after, ending));
        return after;
    }

    void append(StationId station, Optional<Instant> stationTime, Instant receivedAt, Fact fact) {
        journal.accept(new JournalEntry(
                UNNUMBERED, stationTime, receivedAt, sites.apply(station), Optional.of(station), fact));
    }

    @Override
    public synchronized void masterShown(StationId station, IdToken idToken, Instant receivedAt) {
        append(station, Optional.empty(), receivedAt, new Facts.MasterTokenShown(Optional.of(idToken)));
    }

    private static Transaction with(
            Transaction transaction,
            Optional<Transaction.Register> latest,
            Optional<Ending> ending,
            Set<TransactionFlag> moreFlags) {
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        flags.addAll(transaction.flags());
        flags.addAll(moreFlags);
        return transaction.with(latest, ending, flags, transaction.delivered());
    }

    private static boolean matches(Query query, Transaction transaction) {
        return query.scope().includes(transaction.site())
                && query.station().map(transaction.station()::equals).orElse(true)
                && query.idToken()
                        .map(token -> transaction.idToken().equals(Optional.of(token)))
                        .orElse(true)
                && query.open().map(open -> open == transaction.open()).orElse(true)
                && query.startedFrom()
                        .map(from -> !transaction.begunAt().isBefore(from))
                        .orElse(true)
                && query.startedTo()
                        .map(to -> transaction.begunAt().isBefore(to))
                        .orElse(true);
    }

    static <T> Page<T> part(List<T> all, Page.Request request) {
        int from = request.after().map(Integer::parseInt).orElse(0);
        int to = Math.min(all.size(), from + request.limit());
        return new Page<>(
                all.subList(from, to), to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private record StoredReading(ReadingKey key, Reading reading) {}

    /** Readings of one message are the same when transaction or connector, time and contents are. */
    private record ReadingKey(
            StationId station, Connector connector, Optional<TransactionId> transaction, Instant at, int contentHash) {}
}

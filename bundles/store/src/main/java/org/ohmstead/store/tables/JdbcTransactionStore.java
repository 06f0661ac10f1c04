package org.ohmstead.store.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.Append;
import org.ohmstead.store.journal.TokenNumbers;
import org.ohmstead.store.readings.MonthlyReadings;
import org.ohmstead.store.tables.ReadingsMessage.Place;
import org.ohmstead.transactions.store.RegisterEvidence;
import org.ohmstead.transactions.store.StationModel;
import org.ohmstead.transactions.store.TransactionFacts;
import org.ohmstead.transactions.store.TransactionStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Transactions and their readings in tables. */
@Component(service = {TransactionStore.class, JdbcTransactionStore.class})
public final class JdbcTransactionStore implements TransactionStore {

    private final StoreService store;
    private final MonthlyReadings readings;
    private final TransactionQueries queries;
    private final StationTransactionNumbers numbers;

    @Activate
    public JdbcTransactionStore(@Reference StoreService store) {
        this.store = store;
        this.readings = new MonthlyReadings(store);
        this.queries = new TransactionQueries(store, readings);
        this.numbers = new StationTransactionNumbers(store.writer());
    }

    /** For the port of what is doubtful, which looks at the same transactions. */
    TransactionQueries queries() {
        return queries;
    }

    /** Where their readings are, for who ends their time. */
    public MonthlyReadings monthlyReadings() {
        return readings;
    }

    @Override
    public Started start(Start start) {
        start.supersedes().flatMap(old -> old.ending().idToken()).ifPresent(store.tokens()::of);
        Beginning beginning = Beginning.of(start, store, readings, numbers);
        return store.writer().write(work -> start(work, start, beginning));
    }

    @Override
    public Started startPast(Past past) {
        Beginning beginning = Beginning.of(past.start(), store, readings, numbers);
        return store.writer().write(work -> startPast(work, past, beginning));
    }

    private Started start(Work work, Start start, Beginning beginning) throws SQLException {
        Optional<TransactionId> old = start.supersedes().map(Supersede::transaction);
        Optional<Started> instead = tryBegin(work, beginning.begun(), old, old);
        if (instead.isPresent()) {
            return instead.get();
        }
        Optional<Transaction> superseded = Optional.empty();
        if (old.isPresent()) {
            Transaction before = queries.find(work.statements(), old.get()).orElseThrow();
            superseded = Optional.of(supersede(work, before, start.supersedes().orElseThrow()));
        }
        begin(work, beginning);
        return new Started.Stored(beginning.begun(), superseded);
    }

    private Started startPast(Work work, Past past, Beginning beginning) throws SQLException {
        Transaction begun = beginning.begun();
        Optional<Started> instead = tryBegin(work, begun, Optional.of(past.successor()), Optional.empty());
        if (instead.isPresent()) {
            return instead.get();
        }
        begin(work, beginning);
        Transaction over = ended(begun, past.ending(), EnumSet.of(TransactionFlag.SUPERSEDED), Optional.empty());
        return new Started.Stored(finish(work, over, begun), Optional.empty());
    }

    /**
     * Puts the row of a transaction there, if what the caller believes to be open is.
     *
     * @param superseded what ends with it
     * @return empty where it is there now; else what is there instead
     */
    private Optional<Started> tryBegin(
            Work work, Transaction begun, Optional<TransactionId> believed, Optional<TransactionId> superseded)
            throws SQLException {
        Optional<TransactionId> open = TransactionRows.openAt(
                work.statements(), begun.station(), begun.connector().evse());
        if (open.equals(believed)
                && TransactionRows.insert(work, begun, store.tokens().on(work))) {
            return Optional.empty();
        }
        Optional<Transaction> repeated = queries.find(work.statements(), begun.id());
        return Optional.of(
                repeated.isPresent()
                        ? new Started.Stored(repeated.get(), found(work, superseded))
                        : new Started.Conflict(found(work, open)));
    }

    private Optional<Transaction> found(Work work, Optional<TransactionId> id) throws SQLException {
        return id.isEmpty() ? Optional.empty() : queries.find(work.statements(), id.get());
    }

    private static void begin(Work work, Beginning beginning) throws SQLException {
        Transaction begun = beginning.begun();
        work.append(beginning.fact());
        ReviewRows.file(work, begun);
        beginning.message().store(work, new Place(begun.station(), begun.connector()));
    }

    private Transaction supersede(Work work, Transaction old, Supersede by) throws SQLException {
        Set<TransactionFlag> flags = EnumSet.of(TransactionFlag.SUPERSEDED);
        flags.addAll(by.flags());
        return finish(work, ended(old, by.ending(), flags, by.delivered()), old);
    }

    @Override
    public Recorded record(Readings message) {
        Place place = new Place(message.station(), message.connector());
        ReadingsMessage ready = new ReadingsMessage(
                store, readings, place, message.transaction(), message.readings(), message.receivedAt());
        return store.writer().write(work -> ready.store(work, place)) ? Recorded.STORED : Recorded.REPEATED;
    }

    @Override
    public Ended end(End end) {
        end.ending().idToken().ifPresent(store.tokens()::of);
        Transaction before = end.before();
        Place place = new Place(before.station(), before.connector());
        ReadingsMessage message = new ReadingsMessage(
                store,
                readings,
                place,
                Optional.of(before.id()),
                end.readings(),
                end.ending().receivedAt());
        Transaction after = ended(message.after(before), end.ending(), end.flags(), end.delivered());
        Append fact = fact(after, end.ending(), store.tokens());
        return store.writer().write(work -> {
            if (TransactionRows.endOpen(work, before, after, store.tokens().on(work))) {
                message.store(work, place);
                ReviewRows.file(work, before, after, end.ending().receivedAt());
                work.append(fact);
                return new Ended.Stored(after);
            }
            return endAnew(work, end, message, place);
        });
    }

    /** Ends a transaction the caller did not know as it is. */
    private Ended endAnew(Work work, End end, ReadingsMessage message, Place place) throws SQLException {
        TransactionId id = end.before().id();
        Transaction before = TransactionRows.find(work.statements(), id)
                .orElseThrow(() -> new IllegalArgumentException("No such transaction: " + id));
        message.store(work, place);
        Transaction current = queries.withRegister(work.statements(), before);
        boolean replaceable = before.ending()
                .map(ending -> ending.estimated() && !end.ending().estimated())
                .orElse(true);
        return replaceable
                ? new Ended.Stored(finish(work, ended(current, end.ending(), end.flags(), end.delivered()), current))
                : new Ended.Already(current);
    }

    private Transaction finish(Work work, Transaction after, Transaction before) throws SQLException {
        TokenNumbers tokens = store.tokens().on(work);
        Ending ending = after.ending().orElseThrow();
        TransactionRows.end(work, after, tokens);
        ReviewRows.file(work, before, after, ending.receivedAt());
        work.append(fact(after, ending, tokens));
        return after;
    }

    private static Transaction ended(
            Transaction before, Ending ending, Set<TransactionFlag> more, Optional<Delivered> delivered) {
        return before.with(before.latest(), Optional.of(ending), flags(before, more), delivered);
    }

    private static Set<TransactionFlag> flags(Transaction before, Set<TransactionFlag> more) {
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        flags.addAll(before.flags());
        flags.addAll(more);
        return flags;
    }

    @Override
    public void recount(TransactionId id, Delivered delivered, Set<TransactionFlag> more, Instant receivedAt) {
        store.writer().write(work -> {
            Optional<Transaction> before = TransactionRows.find(work.statements(), id);
            if (before.isPresent() && !before.get().open()) {
                Transaction old = before.get();
                Set<TransactionFlag> flags = flags(old, more);
                Transaction after = old.with(old.latest(), old.ending(), flags, Optional.of(delivered));
                if (after.equals(old)) {
                    return null; // told again, since the outcome was not known
                }
                TransactionRows.recount(work, after);
                ReviewRows.file(work, old, after, receivedAt);
                work.append(store.entry(
                        Optional.empty(), receivedAt, old.station(), new Facts.EnergyCounted(id, delivered, flags)));
            }
            return null;
        });
    }

    @Override
    public Optional<StationModel> model(StationId station) {
        return store.readers().read(statements -> RegisterRows.model(statements, station));
    }

    @Override
    public Map<StationModel, RegisterEvidence> registers() {
        return store.readers().read(RegisterRows::all);
    }

    @Override
    public void learn(StationModel model, RegisterEvidence evidence) {
        store.writer().write(work -> {
            RegisterRows.put(work, model, evidence);
            return null;
        });
    }

    private Append fact(Transaction after, Ending ending, TokenNumbers tokens) {
        return store.codec()
                .append(
                        Optional.of(ending.at()),
                        ending.receivedAt(),
                        after.site(),
                        Optional.of(after.station()),
                        TransactionFacts.ended(after, ending),
                        tokens);
    }

    @Override
    public void flag(TransactionId transaction, Set<TransactionFlag> flags, Instant receivedAt) {
        store.writer().write(work -> {
            Optional<Transaction> before = TransactionRows.find(work.statements(), transaction);
            if (before.isPresent() && !before.get().flags().containsAll(flags)) {
                Set<TransactionFlag> all = EnumSet.copyOf(flags);
                all.addAll(before.get().flags());
                TransactionRows.flag(work, transaction, all);
                Transaction old = before.get();
                Transaction flagged = old.with(old.latest(), old.ending(), all, old.delivered());
                ReviewRows.file(work, old, flagged, receivedAt);
                work.append(store.entry(
                        Optional.empty(),
                        receivedAt,
                        before.get().station(),
                        new Facts.TransactionFlagged(transaction, all)));
            }
            return null;
        });
    }

    @Override
    public void masterShown(StationId station, IdToken idToken, Instant receivedAt) {
        Fact fact = new Facts.MasterTokenShown(Optional.of(idToken));
        Append entry = store.entry(Optional.empty(), receivedAt, station, fact);
        store.writer().write(work -> {
            work.append(entry);
            return null;
        });
    }

    @Override
    public UnmatchedReport unmatched(Unmatched unmatched) {
        unmatched.idToken().ifPresent(store.tokens()::of);
        UnmatchedReport report = new UnmatchedReport(
                unmatched.id(),
                unmatched.station(),
                store.sites().of(unmatched.station()),
                unmatched.doubt(),
                Text.limited(unmatched.stationTransactionId(), TransactionRows.WIRE_ID),
                unmatched.idToken(),
                unmatched.register(),
                unmatched.stoppedReason(),
                unmatched.at(),
                unmatched.receivedAt(),
                Optional.empty(),
                Optional.empty());
        Fact fact = TransactionFacts.unmatched(report, unmatched.reported());
        Append entry = store.entry(Optional.of(unmatched.at()), unmatched.receivedAt(), unmatched.station(), fact);
        return store.writer().write(work -> {
            Optional<UnmatchedReport> known = UnmatchedRows.same(work.statements(), report);
            if (known.isPresent()) {
                return known.get();
            }
            UnmatchedRows.insert(work, report, store.tokens().on(work));
            ReviewRows.file(work, report.id(), report.site(), Set.of(report.doubt()), report.receivedAt());
            work.append(entry);
            return report;
        });
    }

    @Override
    public ZoneId zone() {
        return queries.zone();
    }

    @Override
    public List<Open> open() {
        return queries.open();
    }

    @Override
    public void endedSince(Instant from, Consumer<Transaction> each) {
        queries.endedSince(from, each);
    }

    @Override
    public Optional<Energy> registerBefore(TransactionId transaction, Instant before) {
        return queries.registerBefore(transaction, before);
    }

    @Override
    public Optional<Transaction> find(TransactionId transaction) {
        return queries.find(transaction);
    }

    @Override
    public Optional<Transaction> find(StationId station, String stationTransactionId) {
        return queries.find(station, stationTransactionId);
    }

    @Override
    public List<Transaction> begunAt(StationId station, Instant startedAt) {
        return queries.begunAt(station, startedAt);
    }

    @Override
    public Page<Transaction> page(Query query, Page.Request request) {
        return queries.page(query, request);
    }

    @Override
    public long count(Query query) {
        return queries.count(query);
    }

    @Override
    public Page<Reading> readings(TransactionId transaction, Page.Request request) {
        return queries.readings(transaction, request);
    }
}

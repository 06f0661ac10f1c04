package org.ohmstead.store.readings;

import static org.ohmstead.store.Statements.first;
import static org.ohmstead.store.Statements.list;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.Micros;
import org.ohmstead.store.Statements;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings in a table per month of receipt. Each belongs to a subject: a transaction, or a meter point where there is none.
 * Within its subject a reading is told apart by the station's time and a hash of its contents.
 */
public final class MonthlyReadings {

    private static final String MONTHS = ReadingTable.SQL.get("months");
    private static final String INSERT_MONTH = ReadingTable.SQL.get("insertMonth");
    private static final String DELETE_MONTH = ReadingTable.SQL.get("deleteMonth");
    private static final String OLD_SIGNED = ReadingTable.SQL.get("oldSigned");
    private static final String DELETE_SIGNED = ReadingTable.SQL.get("deleteSigned");
    private static final String INSERT_SIGNED = ReadingTable.SQL.get("insertSigned");
    private static final String SIGNED = ReadingTable.SQL.get("signed");
    private static final String METER_POINT = ReadingTable.SQL.get("meterPoint");
    private static final String INSERT_METER_POINT = ReadingTable.SQL.get("insertMeterPoint");

    private static final Logger LOG = LoggerFactory.getLogger(MonthlyReadings.class);

    private final StoreService store;
    private final NavigableMap<YearMonth, ReadingTable> months = new ConcurrentSkipListMap<>();
    private final Map<MeterPoint, Long> meterPoints = new ConcurrentHashMap<>();
    private final AtomicBoolean saidGone = new AtomicBoolean();

    public MonthlyReadings(StoreService store) {
        this.store = store;
        store.readers()
                .read(statements -> list(statements.prepare(MONTHS), row -> YearMonth.parse(row.getString(1))))
                .forEach(month -> months.put(month, new ReadingTable(month)));
    }

    /** What readings of a transaction belong to. */
    public static long subject(TransactionId transaction) {
        return transaction.value();
    }

    /** What readings outside any transaction belong to. Waits for a place that is new; not on the writer's thread. */
    public long subject(StationId station, Connector connector) {
        MeterPoint point = new MeterPoint(station, connector);
        Long known = meterPoints.get(point);
        if (known == null) {
            known = store.writer().write(work -> meterPoint(work, point));
            meterPoints.put(point, known);
        }
        return -known;
    }

    private static long meterPoint(Work work, MeterPoint point) throws SQLException {
        PreparedStatement find = work.prepare(METER_POINT);
        bind(find, point);
        Optional<Long> known = first(find, row -> row.getLong(1));
        if (known.isPresent()) {
            return known.get();
        }
        PreparedStatement insert = work.prepare(INSERT_METER_POINT);
        bind(insert, point);
        work.execute(insert);
        return first(find, row -> row.getLong(1)).orElseThrow();
    }

    private static void bind(PreparedStatement statement, MeterPoint point) throws SQLException {
        statement.setString(1, point.station().value());
        statement.setInt(2, point.connector().evse().value());
        statement.setInt(3, point.connector().id());
    }

    /** Makes the table for readings of that time if it is missing. To be called before the unit, on the caller's thread. */
    public void prepareFor(Instant receivedAt) {
        YearMonth month = month(receivedAt);
        if (months.containsKey(month)) {
            return;
        }
        ReadingTable table = new ReadingTable(month);
        store.writer().write(work -> {
            PreparedStatement insert = work.prepare(INSERT_MONTH);
            insert.setString(1, month.toString());
            if (work.insertNew(insert)) {
                table.create(work);
            }
            return null;
        });
        months.putIfAbsent(month, table);
    }

    /**
     * Drops the oldest table if its month lies before another; which one that was. Signed values stay.
     *
     * @param from older ones came while the clock was not set: nobody knows how old they are, and they stay
     */
    public Optional<YearMonth> dropBetween(YearMonth from, YearMonth first) {
        Map.Entry<YearMonth, ReadingTable> oldest = months.ceilingEntry(from);
        if (oldest == null || !oldest.getKey().isBefore(first)) {
            return Optional.empty();
        }
        // Before it is gone, so that nobody looks for it.
        months.remove(oldest.getKey());
        try {
            store.writer().write(work -> {
                PreparedStatement delete = work.prepare(DELETE_MONTH);
                delete.setString(1, oldest.getKey().toString());
                if (work.execute(delete) > 0) {
                    oldest.getValue().drop(work);
                }
                return null;
            });
        } catch (RuntimeException e) {
            boolean mayBeGone = e instanceof StoreUnavailable unavailable && unavailable.outcomeUnknown();
            if (!mayBeGone) { // else the next start finds out
                months.put(oldest.getKey(), oldest.getValue());
            }
            throw e;
        }
        return Optional.of(oldest.getKey());
    }

    /** Deletes the oldest signed values received between instants, at most about as many as given; how many that were. */
    public int deleteSigned(Instant from, Instant before, int limit) {
        List<Long> old = store.readers().read(statements -> {
            PreparedStatement query = statements.prepare(OLD_SIGNED);
            query.setLong(1, Micros.of(from));
            query.setLong(2, Micros.of(before));
            query.setInt(3, limit);
            return list(query, row -> row.getLong(1));
        });
        if (old.isEmpty()) {
            return 0;
        }
        return store.writer().write(work -> {
            PreparedStatement delete = work.prepare(DELETE_SIGNED);
            delete.setLong(1, old.getFirst());
            delete.setLong(2, old.getLast());
            return work.execute(delete);
        });
    }

    /** Stores readings that are not there yet; which were new. */
    public List<Reading> insert(Work work, long subject, List<PackedReading> readings, Instant receivedAt)
            throws SQLException {
        List<Reading> stored = new ArrayList<>(readings.size());
        ReadingTable table = months.get(month(receivedAt));
        for (PackedReading reading : readings) {
            if (!isInEarlierMonth(work, subject, reading, receivedAt) && table.insert(work, subject, reading)) {
                keepSigned(work, subject, reading, receivedAt);
                stored.add(reading.reading());
            }
        }
        return stored;
    }

    /** A repeated reading may have come first in a month before: only then if it was measured before this one, or just around its begin. */
    private boolean isInEarlierMonth(Work work, long subject, PackedReading reading, Instant receivedAt)
            throws SQLException {
        YearMonth current = month(receivedAt);
        if (months.firstKey().equals(current)) {
            return false;
        }
        YearMonth measured = month(reading.reading().at());
        boolean firstDay = receivedAt.atZone(ZoneOffset.UTC).getDayOfMonth() == 1;
        YearMonth from = firstDay && !measured.isBefore(current) ? current.minusMonths(1) : measured;
        if (!from.isBefore(current)) {
            return false;
        }
        for (ReadingTable table : months.subMap(from, current).values()) {
            if (table.holds(work.statements(), subject, reading)) {
                return true;
            }
        }
        return false;
    }

    private static void keepSigned(Work work, long subject, PackedReading reading, Instant receivedAt)
            throws SQLException {
        for (int position = 0; position < reading.signed().size(); position++) {
            PreparedStatement insert = work.prepare(INSERT_SIGNED);
            insert.setLong(1, subject);
            insert.setLong(2, reading.at());
            insert.setLong(3, reading.hash());
            insert.setInt(4, position);
            insert.setString(5, reading.signed().get(position));
            insert.setLong(6, Micros.of(receivedAt));
            work.execute(insert);
        }
    }

    /** The latest import register by the station's time. */
    public Optional<Register> latestRegister(Statements statements, long subject) throws SQLException {
        Optional<Register> latest = Optional.empty();
        for (ReadingTable table : months.values()) {
            Optional<Register> found = table.latestRegister(statements, subject);
            if (found.isPresent()
                    && latest.filter(known -> known.at().isAfter(found.get().at()))
                            .isEmpty()) {
                latest = found;
            }
        }
        return latest;
    }

    /** The latest reading by the station's time. */
    public Optional<Reading> latest(Statements statements, long subject) throws SQLException {
        Optional<StoredReading> latest = Optional.empty();
        for (ReadingTable table : months.values()) {
            Optional<StoredReading> found = table.latest(statements, subject);
            if (found.isPresent()
                    && latest.filter(known -> known.key().compareTo(found.get().key()) > 0)
                            .isEmpty()) {
                latest = found;
            }
        }
        return latest.isEmpty() ? Optional.empty() : Optional.of(reading(statements, latest.get()));
    }

    /** The import register of the last reading received before an instant. */
    public Optional<Energy> registerBefore(Statements statements, long subject, Instant before) throws SQLException {
        for (ReadingTable table :
                months.headMap(month(before), true).descendingMap().values()) {
            Optional<Energy> found = table.registerBefore(statements, subject, before);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** In the order of the station's time. */
    public Page<Reading> page(long subject, Page.Request request) {
        StoredReading.Key after = request.after().map(StoredReading.Key::parse).orElse(StoredReading.Key.FIRST);
        return store.readers().read(statements -> page(statements, subject, after, request.limit()));
    }

    private Page<Reading> page(Statements statements, long subject, StoredReading.Key after, int limit)
            throws SQLException {
        List<StoredReading> found = new ArrayList<>();
        for (ReadingTable table : months.values()) {
            found.addAll(table.page(statements, subject, after, limit + 1));
        }
        found.sort((a, b) -> a.key().compareTo(b.key()));
        List<Reading> readings = new ArrayList<>();
        for (StoredReading stored : found.subList(0, Math.min(found.size(), limit))) {
            readings.add(reading(statements, stored));
        }
        boolean more = found.size() > limit;
        return new Page<>(
                readings, more ? Optional.of(found.get(limit - 1).key().toString()) : Optional.empty());
    }

    private Reading reading(Statements statements, StoredReading stored) throws SQLException {
        if (!PackedSamples.hasSigned(stored.samples())) {
            return stored.reading(List.of());
        }
        List<String> signed = signed(statements, stored);
        if (signed.isEmpty() && saidGone.compareAndSet(false, true)) {
            LOG.warn("Signed values were deleted before the readings they belong to; such readings show none.");
        }
        return stored.reading(signed);
    }

    private static List<String> signed(Statements statements, StoredReading stored) throws SQLException {
        PreparedStatement query = statements.prepare(SIGNED);
        query.setLong(1, stored.subject());
        query.setLong(2, stored.key().at());
        query.setLong(3, stored.key().hash());
        return list(query, row -> row.getString(1));
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
    }

    /** A connector as a place where readings come from. */
    private record MeterPoint(StationId station, Connector connector) {}
}

package org.ohmstead.store.tables;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Work;
import org.ohmstead.store.journal.Append;
import org.ohmstead.store.readings.MonthlyReadings;
import org.ohmstead.store.readings.PackedReading;

/** Readings of one message, packed, with the fact that speaks of them: made on the caller's thread, stored on the writer's. */
final class ReadingsMessage {

    private final StoreService store;
    private final MonthlyReadings readings;
    private final Optional<TransactionId> transaction;
    private final long subject;
    private final List<PackedReading> packed;
    private final Instant receivedAt;
    private final Optional<Append> ofAll;

    /** Of a place that is known. May wait for the disk, where a table for the month or a place to meter is missing. */
    ReadingsMessage(
            StoreService store,
            MonthlyReadings readings,
            Place place,
            Optional<TransactionId> transaction,
            List<Reading> message,
            Instant receivedAt) {
        this.store = store;
        this.readings = readings;
        this.transaction = transaction;
        this.receivedAt = receivedAt;
        packed = PackedReading.of(message);
        subject = transaction.isPresent()
                ? MonthlyReadings.subject(transaction.get())
                : readings.subject(place.station(), place.connector());
        ofAll = message.isEmpty() ? Optional.empty() : Optional.of(fact(message, place));
        readings.prepareFor(receivedAt);
    }

    /** Whether any was new. */
    boolean store(Work work, Place place) throws SQLException {
        List<Reading> stored = readings.insert(work, subject, packed, receivedAt);
        if (stored.isEmpty()) {
            return false;
        }
        boolean all = ofAll.isPresent() && stored.size() == packed.size();
        work.append(all ? ofAll.get() : fact(stored, place));
        return true;
    }

    /** The latest import register among them, by the station's time. */
    Optional<Register> latestRegister() {
        return packed.stream()
                .map(PackedReading::reading)
                .filter(reading -> reading.energy().isPresent())
                .max(Comparator.comparing(Reading::at))
                .map(reading -> new Register(reading.at(), reading.energy().get()));
    }

    /** The transaction with the latest register, be it known before or among these. */
    Transaction after(Transaction before) {
        Optional<Register> mine = latestRegister();
        boolean newer = mine.isPresent()
                && before.latest()
                        .filter(known -> known.at().isAfter(mine.get().at()))
                        .isEmpty();
        return newer ? before.with(mine, before.ending(), before.flags(), before.delivered()) : before;
    }

    private Append fact(List<Reading> stored, Place place) {
        Optional<Energy> highest =
                stored.stream().flatMap(reading -> reading.energy().stream()).max(Comparator.naturalOrder());
        return store.entry(
                Optional.of(stored.getLast().at()),
                receivedAt,
                place.station(),
                new Facts.ReadingsStored(transaction, place.connector(), stored.size(), highest));
    }

    /** Where it was measured. */
    record Place(StationId station, Connector connector) {}
}

package org.ohmstead.transactions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Recorded;

/** Stores readings, counts them and shows them to whoever watches. */
final class ReadingLog {

    private final TransactionStore store;
    private final ReadingTap tap;
    private final Supplier<TransactionMeters> meters;

    ReadingLog(TransactionStore store, ReadingTap tap, Supplier<TransactionMeters> meters) {
        this.store = store;
        this.tap = tap;
        this.meters = meters;
    }

    /** False where there was nothing new among them. */
    boolean record(
            StationId station,
            Connector connector,
            Optional<TransactionId> transaction,
            List<Reading> readings,
            Instant receivedAt) {
        if (readings.isEmpty()
                || store.record(new Readings(station, connector, transaction, readings, receivedAt))
                        == Recorded.REPEATED) {
            return false;
        }
        meters.get().readings().add(readings.size());
        tap.show(station, connector, transaction, readings);
        return true;
    }

    /** Those that were stored together with a start or an end. */
    void shown(Transaction transaction, List<Reading> readings) {
        meters.get().readings().add(readings.size());
        tap.show(transaction.station(), transaction.connector(), Optional.of(transaction.id()), readings);
    }
}

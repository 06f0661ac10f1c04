package org.ohmstead.transactions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Readings;
import org.ohmstead.transactions.store.TransactionStore.Recorded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores readings, counts them and shows them to whoever watches. */
final class ReadingLog {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingLog.class);

    private final TransactionStore store;
    private final ReadingTap tap;
    private final Supplier<TransactionMeters> meters;
    private final Set<StationId> inventive = ConcurrentHashMap.newKeySet();

    ReadingLog(TransactionStore store, ReadingTap tap, Supplier<TransactionMeters> meters) {
        this.store = store;
        this.tap = tap;
        this.meters = meters;
    }

    /**
     * False where there was nothing new among them. Of a connector that no station has they are kept with a transaction only:
     * each other place is remembered for ever.
     */
    boolean record(
            StationId station,
            Connector connector,
            Optional<TransactionId> transaction,
            List<Reading> readings,
            Instant receivedAt) {
        if (transaction.isEmpty() && !Plausibility.exists(connector)) {
            if (inventive.add(station)) {
                LOG.warn(
                        "Station {} meters at connector {} of EVSE {}, which no station has; that is not kept",
                        station,
                        connector.id(),
                        connector.evse());
            }
            return false;
        }
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

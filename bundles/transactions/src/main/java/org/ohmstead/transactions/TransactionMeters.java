package org.ohmstead.transactions;

import java.util.function.IntSupplier;
import org.ohmstead.api.csms.Meters;

/**
 * Counts what happens, where somebody counts.
 *
 * @param registry who counts; null while nobody does
 */
record TransactionMeters(
        Meters registry,
        Meters.Counter started,
        Meters.Counter ended,
        Meters.Counter readings,
        Meters.Registration open) {

    /** While nobody counts. */
    static final TransactionMeters NONE =
            new TransactionMeters(null, amount -> {}, amount -> {}, amount -> {}, () -> {});

    static TransactionMeters in(Meters registry, IntSupplier open) {
        return new TransactionMeters(
                registry,
                registry.counter("transactions.started", "Transactions that began"),
                registry.counter("transactions.ended", "Transactions that ended, estimated ends included"),
                registry.counter("transactions.readings", "Meter values stored"),
                registry.gauge("transactions.open", "Transactions running now", open::getAsInt));
    }

    /** Takes the gauge back. */
    void close() {
        open.close();
    }
}

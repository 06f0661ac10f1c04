package org.ohmstead.simulator.ocpp16;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.meter.Reading;
import org.ohmstead.simulator.wire.Payload;

/** A message that must reach the CSMS, in order, however long it takes (OCPP 1.6 §3.7). Payloads are made when they leave. */
sealed interface TransactionMessage {

    String action();

    Transaction16 transaction();

    String payload();

    Entry entry(String station);

    /** The entry with what the answer told. */
    default Entry answered(Entry entry, Payload answer) {
        return entry;
    }

    record Start(Transaction16 transaction) implements TransactionMessage {

        @Override
        public String action() {
            return "StartTransaction";
        }

        @Override
        public String payload() {
            return Messages16.start(transaction);
        }

        @Override
        public Entry entry(String station) {
            return entry(station, Optional.empty());
        }

        private Entry entry(String station, Optional<String> id) {
            return new Entry.Start(
                    station,
                    transaction.connector(),
                    transaction.started(),
                    transaction.token(),
                    transaction.meterStartWh(),
                    id);
        }

        @Override
        public Entry answered(Entry entry, Payload answer) {
            OptionalInt id = answer.number("transactionId");
            return entry(
                    entry.station(), id.isPresent() ? Optional.of(Integer.toString(id.getAsInt())) : Optional.empty());
        }
    }

    record Sample(Transaction16 transaction, Reading reading, List<String> measurands) implements TransactionMessage {

        @Override
        public String action() {
            return "MeterValues";
        }

        @Override
        public String payload() {
            return Messages16.meterValues(
                    transaction.connector(), Optional.of(transaction), reading, measurands, "Sample.Periodic");
        }

        @Override
        public Entry entry(String station) {
            return new Entry.Reading(
                    station,
                    transaction.connector(),
                    reading.at(),
                    reading.registerWh(),
                    Optional.of(Integer.toString(transaction.idOrUnknown())));
        }
    }

    record Stop(
            Transaction16 transaction,
            Instant at,
            long registerWh,
            StopReason reason,
            Optional<String> token,
            List<String> measurands)
            implements TransactionMessage {

        @Override
        public String action() {
            return "StopTransaction";
        }

        @Override
        public String payload() {
            return Messages16.stop(this);
        }

        @Override
        public Entry entry(String station) {
            return new Entry.Stop(
                    station,
                    transaction.connector(),
                    at,
                    registerWh,
                    reason.toString(),
                    Integer.toString(transaction.idOrUnknown()));
        }
    }
}

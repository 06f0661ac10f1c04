package org.ohmstead.store.tables;

import java.util.Optional;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.store.StoreService;
import org.ohmstead.store.Text;
import org.ohmstead.store.journal.Append;
import org.ohmstead.store.readings.MonthlyReadings;
import org.ohmstead.store.tables.ReadingsMessage.Place;
import org.ohmstead.transactions.store.TransactionFacts;
import org.ohmstead.transactions.store.TransactionStore.Start;

/** A transaction about to begin, with its fact and its readings. */
record Beginning(Transaction begun, Append fact, ReadingsMessage message) {

    /** What can be made ready before the unit, also a token's number: the writer is not to wait for another unit. */
    static Beginning of(Start start, StoreService store, MonthlyReadings readings, StationTransactionNumbers numbers) {
        start.idToken().ifPresent(store.tokens()::of);
        ReadingsMessage message = new ReadingsMessage(
                store,
                readings,
                new Place(start.station(), start.connector()),
                Optional.of(start.id()),
                start.readings(),
                start.receivedAt());
        Transaction begun = new Transaction(
                start.id(),
                start.station(),
                store.sites().of(start.station()),
                start.connector(),
                Text.limited(start.stationTransactionId().orElseGet(numbers::next), TransactionRows.WIRE_ID),
                start.idToken(),
                start.verdict(),
                start.startedAt(),
                start.receivedAt(),
                start.meterStart(),
                start.remoteStartId(),
                start.reservationId(),
                message.latestRegister(),
                Optional.empty(),
                start.flags(),
                Optional.empty(),
                Optional.empty(),
                start.believed());
        Append fact = store.entry(
                Optional.of(start.startedAt()), start.receivedAt(), start.station(), TransactionFacts.started(begun));
        return new Beginning(begun, fact, message);
    }
}

package org.ohmstead.simulator.ledger;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What was acknowledged of one transaction.
 *
 * @param readings how many messages of meter values were acknowledged
 * @param lastRegisterWh the highest register acknowledged so far
 * @param meterStopWh empty until the stop was acknowledged
 */
public record TransactionAccount(
        String station,
        String transaction,
        int connector,
        String token,
        Instant started,
        long meterStartWh,
        int readings,
        long lastRegisterWh,
        OptionalLong meterStopWh) {

    /** The energy of the transaction: to the stop if there was one, else to the last reading. */
    public long energyWh() {
        return meterStopWh.orElse(lastRegisterWh) - meterStartWh;
    }

    public boolean ended() {
        return meterStopWh.isPresent();
    }

    static TransactionAccount opened(Entry.Start start, String transaction) {
        return new TransactionAccount(
                start.station(),
                transaction,
                start.connector(),
                start.token(),
                start.at(),
                start.registerWh(),
                0,
                start.registerWh(),
                OptionalLong.empty());
    }

    TransactionAccount with(Entry.Reading reading) {
        return after(readings + 1, reading.registerWh(), meterStopWh);
    }

    TransactionAccount with(Entry.Stop stop) {
        return after(readings, stop.registerWh(), OptionalLong.of(stop.registerWh()));
    }

    private TransactionAccount after(int readings, long register, OptionalLong meterStop) {
        return new TransactionAccount(
                station,
                transaction,
                connector,
                token,
                started,
                meterStartWh,
                readings,
                Math.max(lastRegisterWh, register),
                meterStop);
    }
}

package org.ohmstead.transactions.metering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction;

/** All that is known of a session's meter, brought into the order of time. */
final class ReadingSet {

    private static final Comparator<Read> BY_TIME_AND_REGISTER = Comparator.comparingLong(Read::at)
            .thenComparingLong(read -> read.register().milliwattHours());

    private final List<Read> registers = new ArrayList<>();
    private final List<Reading> inOrder;

    private ReadingSet(List<Reading> inOrder) {
        this.inOrder = inOrder;
    }

    /** Without those taken too late after the end, and with the register at the end, where there is one. */
    static ReadingSet of(SessionTime time, Transaction transaction, List<Reading> readings) {
        List<Reading> counted = readings.stream()
                .filter(reading -> transaction.ending().isEmpty()
                        || !EnergyAccount.isTooLate(
                                time.of(reading.at(), reading.receivedAt()),
                                time,
                                transaction.ending().get()))
                .sorted(Comparator.comparingLong(reading -> time.of(reading.at(), reading.receivedAt())))
                .toList();
        ReadingSet set = new ReadingSet(counted);
        for (Reading reading : counted) {
            long begin = MeterReader.registerAtBegin(reading.meterValue());
            if (begin != Decimal.NONE) {
                set.registers.add(new Read(time.start(), new Energy(begin)));
            }
            reading.energy()
                    .ifPresent(register ->
                            set.registers.add(new Read(time.of(reading.at(), reading.receivedAt()), register)));
        }
        transaction.meterStart().ifPresent(register -> set.registers.add(new Read(time.start(), register)));
        transaction
                .ending()
                .ifPresent(ending -> ending.meterStop()
                        .ifPresent(register -> set.registers.add(new Read(EnergyAccount.end(time, ending), register))));
        set.registers.sort(BY_TIME_AND_REGISTER);
        return set;
    }

    EnergyAccount into(EnergyAccount empty) {
        EnergyAccount account = empty;
        for (Read read : registers) {
            account = account.register(read.at(), read.register());
        }
        for (Reading reading : inOrder) {
            account = account.others(reading);
        }
        return account;
    }

    private record Read(long at, Energy register) {}
}

package org.ohmstead.transactions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.transactions.metering.EnergyAccount;
import org.ohmstead.transactions.store.TransactionStore;

/**
 * Counts what transactions deliver: from memory while readings come in order, anew from the store where they do not or memory
 * has nothing yet. Used under the lock of the station.
 */
final class EnergyCount {

    private static final int PAGE = 1_000;

    private final TransactionStore store;
    private final RegisterKinds kinds;

    EnergyCount(TransactionStore store) {
        this.store = store;
        this.kinds = new RegisterKinds(store);
    }

    Optional<RegisterKind> kind(StationId station) {
        return kinds.of(station);
    }

    /** Of a transaction that told nothing but its start. */
    EnergyAccount begin(Transaction transaction) {
        return EnergyAccount.begin(transaction, kinds.of(transaction.station()));
    }

    /**
     * Counts readings that were stored.
     *
     * @return what about the meter deserves a second look
     */
    Set<TransactionFlag> add(RunningTransaction running, List<Reading> readings) {
        running.count(readings);
        if (running.toBeCountedAnew()) {
            Transaction transaction = running.transaction();
            List<Reading> all = stored(transaction);
            running.counted(EnergyAccount.of(transaction, kinds.of(transaction.station()), all), all.size());
        }
        return running.verdict().flags();
    }

    /**
     * What a transaction delivered that is to end.
     *
     * @param running where it runs until now
     * @param readings that came with the end and are not stored yet
     */
    EnergyAccount.Verdict atEnd(
            Transaction before, Optional<RunningTransaction> running, Ending ending, List<Reading> readings) {
        return ended(before, running, ending, readings).atEnd(ending, booted(before));
    }

    private EnergyAccount ended(
            Transaction before, Optional<RunningTransaction> running, Ending ending, List<Reading> readings) {
        return running.flatMap(known -> known.accountWith(readings))
                .flatMap(account -> account.stopped(ending))
                .orElseGet(() -> {
                    List<Reading> all = new ArrayList<>(stored(before));
                    all.addAll(readings);
                    return EnergyAccount.of(with(before, ending), kinds.of(before.station()), all);
                });
    }

    private static Transaction with(Transaction before, Ending ending) {
        return before.with(before.latest(), Optional.of(ending), before.flags(), before.delivered());
    }

    /** The same transaction counted anew after readings of it came late; empty where that changes nothing. */
    Optional<Transaction> recount(Transaction over, Instant receivedAt) {
        Ending ending = over.ending().orElseThrow();
        EnergyAccount.Verdict verdict = atEnd(over, Optional.empty(), ending, List.of());
        Optional<Delivered> delivered = verdict.delivered();
        if (delivered.isEmpty() || delivered.equals(over.delivered())) {
            return Optional.empty();
        }
        Set<TransactionFlag> flags = EnumSet.noneOf(TransactionFlag.class);
        flags.addAll(over.flags());
        flags.addAll(verdict.flags());
        store.recount(over.id(), delivered.get(), verdict.flags(), receivedAt);
        return Optional.of(over.with(over.latest(), over.ending(), flags, delivered));
    }

    /** Learns from a transaction that ended how the registers of its model behave. */
    void learn(StationTransactions station, Transaction over, Optional<RunningTransaction> ran) {
        if (over.ending().orElseThrow().estimated()) {
            return; // its last register is a guess
        }
        ran.flatMap(RunningTransaction::account)
                .flatMap(account -> account.stopped(over.ending().get()))
                .flatMap(EnergyAccount::span)
                .ifPresent(span -> {
                    Optional<StationTransactions.LastRegister> before =
                            station.lastRegister(over.connector(), span.last());
                    kinds.learn(
                            over.station(),
                            before.map(StationTransactions.LastRegister::register),
                            span,
                            before.isPresent() && before.get().boots() < station.boots() && !booted(over),
                            booted(over));
                });
    }

    /** It may be of another model from now on. */
    void forget(StationId station) {
        kinds.forget(station);
    }

    /** What had been delivered by the time the register showed that much; empty where nothing can be said. */
    static Optional<Delivered> until(Transaction transaction, Optional<Register> register) {
        return register.flatMap(
                shown -> EnergyAccount.begin(transaction, Optional.empty()).until(shown.at(), shown.energy()));
    }

    private List<Reading> stored(Transaction transaction) {
        List<Reading> all = new ArrayList<>();
        Page<Reading> page = store.readings(transaction.id(), Page.Request.first(PAGE));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = store.readings(transaction.id(), new Page.Request(page.next(), PAGE));
            all.addAll(page.items());
        }
        return all;
    }

    static boolean booted(Transaction transaction) {
        return transaction.flags().contains(TransactionFlag.STATION_BOOTED);
    }
}

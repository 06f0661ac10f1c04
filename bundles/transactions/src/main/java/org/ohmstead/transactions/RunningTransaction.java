package org.ohmstead.transactions;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.transactions.metering.EnergyAccount;

/** An open transaction in memory. Changed under its station's lock only, read by anybody. */
final class RunningTransaction {

    /** Where readings of a long session keep coming late, counting anew with each of them would be too dear. */
    private static final int SHARE_MISSED = 16;

    private final Authorization authorization;
    private final Signs signs = new Signs();
    private volatile Transaction stored;
    private volatile Metered metered;
    private volatile Optional<Delivered> delivered = Optional.empty();

    /** Misses some readings while {@link #missed} is not 0. Empty where memory holds nothing but the latest register. */
    private Optional<EnergyAccount> account;

    private int missed;
    private int known;

    /**
     * @param authorization the verdict the station was told
     * @param account of all its readings; empty where they are to be asked of the store first
     */
    RunningTransaction(
            Transaction stored, Authorization authorization, Metered metered, Optional<EnergyAccount> account) {
        this.stored = stored;
        this.authorization = authorization;
        this.metered = metered;
        this.account = account;
        this.delivered = stored.delivered();
    }

    /** As the store returned it, which leaves out what was measured since. For what never changes. */
    Transaction stored() {
        return stored;
    }

    Authorization authorization() {
        return authorization;
    }

    Metered metered() {
        return metered;
    }

    /** What speaks for and against its being over. Under the station's lock. */
    Signs signs() {
        return signs;
    }

    /** As it is now. */
    Transaction transaction() {
        Transaction transaction = stored;
        Optional<Register> latest = register();
        Optional<Delivered> soFar = delivered;
        return latest.isEmpty() && soFar.isEmpty()
                ? transaction
                : transaction.with(latest, transaction.ending(), transaction.flags(), soFar);
    }

    /** The latest import register, also from before memory held the transaction. */
    Optional<Register> register() {
        return metered.register().or(stored::latest);
    }

    boolean carries(Set<TransactionFlag> flags) {
        return stored.flags().containsAll(flags);
    }

    void flag(Set<TransactionFlag> flags) {
        Set<TransactionFlag> all = EnumSet.copyOf(flags);
        all.addAll(stored.flags());
        stored = stored.with(stored.latest(), stored.ending(), all, stored.delivered());
    }

    void decide(Decision decision) {
        stored = stored.with(Optional.of(decision));
    }

    void meter(Reading reading, long day) {
        metered = metered.after(reading, day, believed());
    }

    private long believed() {
        return delivered
                .flatMap(Delivered::believed)
                .map(Energy::milliwattHours)
                .orElse(0L);
    }

    /** Adds readings that come in order; one that does not is missed for now. */
    void count(List<Reading> readings) {
        for (Reading reading : readings) {
            if (account.isPresent() && missed == 0 && account.get().takes(reading)) {
                account = Optional.of(account.get().with(reading));
                known++;
            } else {
                missed++;
            }
        }
        judge();
    }

    boolean toBeCountedAnew() {
        return missed > known / SHARE_MISSED;
    }

    /** Readings may be stored of which nothing is known here: the next ones have it counted anew. */
    void mayMiss() {
        account = Optional.empty();
        known = 0;
        missed = 1;
    }

    /** @param readings of how many readings it is the account */
    void counted(EnergyAccount anew, int readings) {
        account = Optional.of(anew);
        known = readings;
        missed = 0;
        judge();
    }

    private void judge() {
        if (missed == 0 && account.isPresent()) {
            delivered = verdict().delivered();
        }
    }

    /** To be asked where there is an account. */
    EnergyAccount.Verdict verdict() {
        return account.orElseThrow().soFar(EnergyCount.booted(stored));
    }

    /** Empty where it would have to be made anew. */
    Optional<EnergyAccount> account() {
        return missed == 0 ? account : Optional.empty();
    }

    /** With more readings that are not stored yet; empty where it would have to be made anew. */
    Optional<EnergyAccount> accountWith(List<Reading> more) {
        Optional<EnergyAccount> with = account();
        for (Reading reading : more) {
            if (with.isEmpty() || !with.get().takes(reading)) {
                return Optional.empty();
            }
            with = Optional.of(with.get().with(reading));
        }
        return with;
    }
}

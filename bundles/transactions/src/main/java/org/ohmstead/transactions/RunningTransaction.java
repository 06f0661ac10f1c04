package org.ohmstead.transactions;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionFlag;

/** An open transaction in memory. Changed under its station's lock only, read by anybody. */
final class RunningTransaction {

    private final Authorization authorization;
    private final Signs signs = new Signs();
    private volatile Transaction stored;
    private volatile Metered metered;

    /** @param authorization the verdict the station was told */
    RunningTransaction(Transaction stored, Authorization authorization, Metered metered) {
        this.stored = stored;
        this.authorization = authorization;
        this.metered = metered;
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
        Optional<Register> latest = metered.register();
        return latest.isEmpty()
                ? transaction
                : transaction.with(latest, transaction.ending(), transaction.flags(), transaction.delivered());
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
        metered = metered.after(reading, day);
    }
}

package org.ohmstead.transactions.store;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;

/** What about a transaction waits for a person. Pure, so that every store files it alike. */
public final class Doubts {

    private static final Map<TransactionFlag, Doubt> OF_FLAGS = Map.of(
            TransactionFlag.METER_BACKWARDS, Doubt.METER,
            TransactionFlag.IMPLAUSIBLE_REGISTER, Doubt.METER,
            TransactionFlag.REGISTER_SENTINEL, Doubt.METER,
            TransactionFlag.REGISTER_RESET, Doubt.METER,
            TransactionFlag.IMPLAUSIBLE_TIME, Doubt.TIME,
            TransactionFlag.ENDED_BEFORE_STARTED, Doubt.TIME,
            TransactionFlag.ENDED_TWICE_DIFFERENTLY, Doubt.TWO_ENDS);

    private Doubts() {}

    /** Empty where nobody needs to look. What may still right itself while the transaction runs is no doubt yet. */
    public static Set<Doubt> of(Transaction transaction) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        if (transaction.flags().contains(TransactionFlag.NOT_AUTHORIZED)) {
            doubts.add(Doubt.NOT_AUTHORIZED);
        }
        if (transaction.open()) {
            if (transaction.flags().contains(TransactionFlag.OVERDUE)) {
                doubts.add(Doubt.OVERDUE);
            }
            if (transaction.flags().contains(TransactionFlag.STOP_IGNORED)) {
                doubts.add(Doubt.STOP_IGNORED);
            }
        } else {
            ofEnded(transaction, doubts);
        }
        transaction.decision().map(Decision::settled).ifPresent(doubts::removeAll);
        if (endedAfterDecision(transaction)) {
            doubts.add(Doubt.NEWS_AFTER_DECISION);
        }
        return doubts;
    }

    private static void ofEnded(Transaction transaction, Set<Doubt> doubts) {
        transaction.flags().forEach(flag -> {
            if (OF_FLAGS.containsKey(flag)) {
                doubts.add(OF_FLAGS.get(flag));
            }
        });
        // Whoever counted has seen what the meter did, and says whether to believe it; a part that the meter hid is
        // still missing.
        if (transaction
                .delivered()
                .filter(counted -> counted.trust() != Trust.PARTLY)
                .isPresent()) {
            doubts.remove(Doubt.METER);
        }
        if (transaction.ending().orElseThrow().estimated()) {
            doubts.add(Doubt.ESTIMATED_END);
        }
        if (transaction.held()) {
            doubts.add(Doubt.ENERGY_HELD);
        }
    }

    private static boolean endedAfterDecision(Transaction transaction) {
        if (transaction.decision().isEmpty() || transaction.ending().isEmpty()) {
            return false;
        }
        Decision decision = transaction.decision().get();
        Instant told = transaction.ending().get().receivedAt();
        return told.isAfter(decision.at())
                && (decision.end().isPresent() || decision.energy().isPresent());
    }
}

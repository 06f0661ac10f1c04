package org.ohmstead.api.csms;

import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * May this token charge here. Thread-safe. Whoever keeps transactions tells it which of them run, so that it can count them
 * without asking history.
 */
@ProviderType
public interface Authorizer {

    /**
     * The verdict about a token that is shown, to start or to stop; never {@code CONCURRENT_TX}. Where its own transaction runs
     * it is shown to stop that, so it is accepted though it expired meanwhile. Blocks for at most the decision's budget (5 s);
     * answers from memory where only the local tokens are asked. Never throws for a token it does not like.
     */
    Authorization authorize(StationId at, IdToken token);

    /**
     * The verdict about a token with which a transaction begins. Where it is accepted the transaction counts among those of its
     * token at once, until {@link #over}: of two that begin at the same moment where one is allowed, one is accepted. Blocks
     * like {@link #authorize}.
     *
     * @param evse where; a transaction that runs there is superseded and does not count
     * @param token empty where the station names none
     */
    default Admission admit(TransactionId transaction, StationId at, EvseId evse, Optional<IdToken> token) {
        return Admission.of(token.map(shown -> authorize(at, shown)).orElse(Authorization.INVALID));
    }

    /** A transaction is known to run: it began, or was found in the store. At once; may be repeated. */
    default void began(Transaction transaction) {}

    /** A transaction runs no longer, or did not begin after all. At once; may be repeated. */
    default void over(TransactionId transaction) {}

    /** Whether two tokens may stop each other's transactions: the same token, or two of one group. From memory. */
    boolean sameGroup(IdToken one, IdToken other);

    /**
     * Whether a token may stop a transaction that began with another: the same, one of its group, or one of the master group.
     * Asks the sources, like {@link #authorize}, about a token whose group only they know.
     */
    default boolean mayStop(StationId at, IdToken startedWith, IdToken shown) {
        return sameGroup(startedWith, shown);
    }

    /**
     * Whether a token is of the master group, accepted, and good for nothing but to stop transactions: where masters may start
     * some too, showing one may mean that. Blocks like {@link #authorize}.
     */
    default boolean stopsAll(StationId at, IdToken shown) {
        return false;
    }

    /**
     * What a transaction begins with.
     *
     * @param flags what about the verdict is to be remembered with the transaction
     */
    record Admission(Authorization authorization, Set<TransactionFlag> flags) {

        public Admission {
            flags = Set.copyOf(flags);
        }

        /** Without flags. */
        public static Admission of(Authorization authorization) {
            return new Admission(authorization, Set.of());
        }
    }
}

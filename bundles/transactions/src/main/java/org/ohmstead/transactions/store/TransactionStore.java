package org.ohmstead.transactions.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.BelievedTime;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Transactions and readings on disk. A unit re-checks on the writer what the caller decided from memory and answers with a
 * value when the world has moved on. Writes throw {@link org.ohmstead.api.model.StoreUnavailable} when nothing is known to be stored.
 */
@ProviderType
public interface TransactionStore {

    /** How far the clock of a station may be ahead of ours for its starts to be found by it. */
    Duration MOST_AHEAD = Duration.ofDays(1);

    /** The zone of the default site, in which a day begins. Asked when memory is filled. */
    ZoneId zone();

    /** All open transactions with their latest reading, to fill the memory at start. */
    List<Open> open();

    /**
     * Goes through the transactions that ended, by our receive time, at or after an instant; one at a time, since they may be too
     * many for the memory. What they delivered is that of their end.
     *
     * @param each must not ask the store
     */
    void endedSince(Instant from, Consumer<Transaction> each);

    /** The import register of the last reading before an instant, by our receive time. */
    Optional<Energy> registerBefore(TransactionId transaction, Instant before);

    /**
     * Begins a transaction: ends the superseded one, hands out a station transaction id where the station brings none, stores
     * the readings and appends the facts.
     */
    Started start(Start start);

    /** Stores a transaction that had been over for long when its start was told: as ended by estimate, and superseded. */
    Started startPast(Past past);

    /** Stores readings that are not there yet. */
    Recorded record(Readings readings);

    /** Ends a transaction that is open, or whose end was only estimated. */
    Ended end(End end);

    /** Adds flags to a transaction; those it has already do no harm. */
    void flag(TransactionId transaction, Set<TransactionFlag> flags, Instant receivedAt);

    /** What an ended transaction delivered, counted anew because readings of it came late; with flags to add. */
    void recount(TransactionId transaction, Delivered delivered, Set<TransactionFlag> flags, Instant receivedAt);

    /** What a station said it is at its latest boot. */
    Optional<StationModel> model(StationId station);

    /** What was learned of the registers of each model. Asked when memory is filled. */
    Map<StationModel, RegisterEvidence> registers();

    /** Keeps what was learned of the registers of a model, in place of what was known. */
    void learn(StationModel model, RegisterEvidence evidence);

    /** Keeps what a station said of a transaction it does not have, and appends the fact; as it was kept before if told again. */
    UnmatchedReport unmatched(Unmatched unmatched);

    /** Puts it into the journal that a token of the master group was shown. */
    void masterShown(StationId station, IdToken idToken, Instant receivedAt);

    Optional<Transaction> find(TransactionId transaction);

    /** The latest transaction of a station by that id on the wire. */
    Optional<Transaction> find(StationId station, String stationTransactionId);

    /**
     * The latest ten of a station that began at that very millisecond by its own clock, newest first. Nothing is told before it
     * happens, so those told more than {@link #MOST_AHEAD} before that time are not looked through.
     */
    List<Transaction> begunAt(StationId station, Instant startedAt);

    /** Newest start first, by our receive time. */
    Page<Transaction> page(Query query, Page.Request request);

    long count(Query query);

    /** In the order of the station's time. */
    Page<Reading> readings(TransactionId transaction, Page.Request request);

    /** An open transaction as found on disk. */
    record Open(Transaction transaction, Optional<Reading> latest) {}

    /**
     * A transaction to begin.
     *
     * @param stationTransactionId empty: the store hands out the next number, positive, 31 bits, monotone, never used before
     * @param believed when it is believed to have begun
     * @param supersedes the transaction the caller believes to be open at this EVSE, with the end it gets
     */
    record Start(
            TransactionId id,
            StationId station,
            Connector connector,
            Optional<String> stationTransactionId,
            Optional<IdToken> idToken,
            AuthorizationStatus verdict,
            Instant startedAt,
            Instant receivedAt,
            Optional<Energy> meterStart,
            Optional<Integer> remoteStartId,
            Optional<Integer> reservationId,
            Set<TransactionFlag> flags,
            Optional<Supersede> supersedes,
            List<Reading> readings,
            Optional<BelievedTime> believed) {}

    /**
     * A transaction to be ended because another began; the store adds the flag {@code SUPERSEDED}.
     *
     * @param delivered what it delivered, as far as is known
     */
    record Supersede(
            TransactionId transaction,
            Transaction.Ending ending,
            Set<TransactionFlag> flags,
            Optional<Delivered> delivered) {}

    /**
     * A transaction whose start waited in the station while another began at its EVSE.
     *
     * @param start that supersedes nothing
     * @param ending the bound that the other one gives
     * @param successor the transaction the caller believes to be open at this EVSE; it goes on
     */
    record Past(Start start, Transaction.Ending ending, TransactionId successor) {}

    /** What became of a start. Truly closed. */
    sealed interface Started {

        /** It is on disk. */
        record Stored(Transaction transaction, Optional<Transaction> superseded) implements Started {}

        /** Another transaction is open at that EVSE than the caller believed: nothing was stored. */
        record Conflict(Optional<Transaction> open) implements Started {}
    }

    /**
     * Readings that came in one message.
     *
     * @param transaction empty for readings outside any
     */
    record Readings(
            StationId station,
            Connector connector,
            Optional<TransactionId> transaction,
            List<Reading> readings,
            Instant receivedAt) {}

    /** Whether any of the readings was new. */
    enum Recorded {
        STORED,
        REPEATED
    }

    /**
     * A transaction to end.
     *
     * @param before as the caller knows it, with its latest register; the store looks only where it is not open any more or
     *     carries other flags
     * @param delivered what it delivered, these readings included
     */
    record End(
            Transaction before,
            Transaction.Ending ending,
            Set<TransactionFlag> flags,
            List<Reading> readings,
            Optional<Delivered> delivered) {}

    /** What became of an end. Truly closed. */
    sealed interface Ended {

        /** The transaction as it is now. */
        Transaction transaction();

        /** It is on disk. */
        record Stored(Transaction transaction) implements Ended {}

        /** It was ended before; nothing but new readings was stored. */
        record Already(Transaction transaction) implements Ended {}
    }

    /**
     * What a station said of a transaction it does not have. Readings are the same whenever they name the same id; a stop is
     * told by its time and register, too.
     *
     * @param doubt {@link Doubt#UNMATCHED_STOP} or {@link Doubt#UNMATCHED_READINGS}
     */
    record Unmatched(
            TransactionId id,
            StationId station,
            Doubt doubt,
            String stationTransactionId,
            Optional<IdToken> idToken,
            Optional<Energy> register,
            String stoppedReason,
            Instant at,
            Instant receivedAt) {

        /** The word for it in the journal. */
        public String reported() {
            return doubt == Doubt.UNMATCHED_STOP ? "Ended" : "Updated";
        }
    }
}

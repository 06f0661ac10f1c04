package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.osgi.annotation.versioning.ProviderType;

/** What has been charged and is being charged. Thread-safe; pages block on the store's readers, the rest is in memory. */
@ProviderType
public interface TransactionHistory {

    Optional<Transaction> find(TransactionId transaction);

    /** Newest start first. */
    Page<Transaction> page(Query query, Page.Request request);

    /** How many transactions match. */
    long count(Query query);

    /** Readings of a transaction in the order of the station's time. */
    Page<Reading> readings(TransactionId transaction, Page.Request request);

    /** Transactions that are open now, oldest first. From memory. */
    List<Transaction> open(Scope scope);

    /** Remote starts a station accepted and no transaction followed, awaited or given up lately, oldest first. From memory. */
    List<RemoteStart> remoteStarts(StationId station);

    /** From memory. */
    Totals totals(Scope scope);

    /** The latest reading of an open transaction. From memory. */
    Optional<Reading> latest(TransactionId transaction);

    /** How the register of a station's model behaves, as its sessions showed; empty while that is not known. */
    Optional<RegisterKind> registerKind(StationId station);

    /**
     * The lossy tap of readings for live screens: called on the thread that stored the reading, must return at once.
     *
     * @return closes the tap
     */
    AutoCloseable watch(Consumer<LiveReading> viewer);

    /**
     * Which transactions. Empty means any.
     *
     * @param open true for running ones, false for ended ones
     * @param startedFrom inclusive, by the believed time, where there is none the station's
     * @param startedTo exclusive
     */
    record Query(
            Scope scope,
            Optional<StationId> station,
            Optional<IdToken> idToken,
            Optional<Boolean> open,
            Optional<Instant> startedFrom,
            Optional<Instant> startedTo) {

        public static Query all(Scope scope) {
            return new Query(
                    scope, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        public Query at(StationId id) {
            return new Query(scope, Optional.of(id), idToken, open, startedFrom, startedTo);
        }

        public Query thatAreOpen() {
            return new Query(scope, station, idToken, Optional.of(true), startedFrom, startedTo);
        }
    }

    /**
     * Numbers for the overview.
     *
     * @param charging open transactions
     * @param power what those of them draw whose stations are connected, by readings of the last 20 minutes
     * @param energyToday what was delivered since midnight of the default site's zone
     */
    record Totals(int charging, Power power, Energy energyToday) {}

    /** A reading as it came, with the transaction it belongs to if any. */
    record LiveReading(StationId station, Connector connector, Optional<TransactionId> transaction, Reading reading) {}
}

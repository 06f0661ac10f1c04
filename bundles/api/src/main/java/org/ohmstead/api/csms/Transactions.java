package org.ohmstead.api.csms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The life of charging transactions. Called by dialects and drivers on virtual threads, one call at a time per station. Every
 * method returns when what it was told is durable; repeating a call changes nothing and gives the same answer. Whatever a
 * station says is kept, implausible or not: nothing here refuses a report.
 */
@ProviderType
public interface Transactions {

    /** A transaction began. Recorded whatever the verdict about its token is. */
    Start started(TransactionEvent.Started event);

    /** Readings of a running transaction. An id the station has no transaction for keeps them with the connector, flagged. */
    void updated(TransactionEvent.Updated event);

    /**
     * A transaction is over. An id the station has no transaction for changes nothing and is kept raw.
     *
     * @return the verdict about the token shown to stop it; empty when none was shown
     */
    Optional<Authorization> ended(TransactionEvent.Ended event);

    /** Readings outside any transaction; EVSE 0 is the main meter. */
    void metered(StationId station, Connector connector, List<MeterValue> meterValues, Instant receivedAt);

    /** The station booted: what it repeats from now on is judged more strictly, and what runs there is flagged. */
    void stationBooted(StationId station, Instant receivedAt);

    /**
     * A connector's status. Begins and ends nothing: it is evidence for or against a transaction whose end never came. Cheap
     * where nothing runs at that EVSE.
     */
    void connectorReported(StationId station, StatusReport report);

    /** The station can talk to us: it gets time to tell what it has queued before an end is estimated. In memory only. */
    void stationConnected(StationId station, Instant at);

    /** The station cannot talk to us: while it is away its silence proves nothing. In memory only. */
    void stationDisconnected(StationId station, Instant at);

    /**
     * The station accepted a remote start: a transaction is awaited, and that none came is told once.
     *
     * @param evse where, or empty where the station may choose
     * @param remoteStartId unique within the station
     * @param askedAt when it was asked, before it answered: the transaction may have begun before its answer
     * @param patience how long the station itself waits for the car; empty where that is not known
     */
    void startAccepted(
            StationId station,
            Optional<EvseId> evse,
            IdToken idToken,
            int remoteStartId,
            Instant askedAt,
            Optional<Duration> patience);

    /**
     * The station told how long it waits for the car of a remote start it accepted before. Changes by when a transaction is
     * awaited; nothing where it is awaited no more, because it began, was given up, or another start took the place.
     */
    void startPatience(StationId station, int remoteStartId, Duration patience);

    /**
     * The station accepted a remote stop: the end is awaited, and a transaction that does not end is put before a person. One
     * that is over or unknown is awaited by nobody.
     *
     * @param stationTransactionId the transaction's id on the wire
     */
    void stopAccepted(StationId station, String stationTransactionId, Instant askedAt);

    /**
     * A token was shown at the reader, outside any message about a transaction, at a station that does not know of master tokens
     * itself. One of the master group asks for the end of what runs there (OCPP 2.0.1 use case C16); others change nothing.
     */
    void tokenShown(StationId station, IdToken idToken, Instant receivedAt);

    /**
     * The connectors of a station at which nothing runs belong to other EVSEs from now on: what is awaited is awaited there, and
     * what meters showed under the old names counts no more.
     */
    void connectorsRegrouped(StationId station, Topology before, Topology after);

    /**
     * The station is registered no more: what is awaited of it and what memory holds of it is forgotten, so that one that takes
     * its identity later inherits nothing, nor does what it accepted before and is told of only now count. Its transactions stay.
     */
    void stationRemoved(StationId station);

    /** A begun transaction and the verdict about its token. */
    record Start(Transaction transaction, Authorization authorization) {}
}

package org.ohmstead.api.control;

import java.util.Optional;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.osgi.annotation.versioning.ConsumerType;

/** Starting, stopping and shaking a station awake. Every method blocks until the station answered or the time was up. */
@ConsumerType
public interface RemoteControl {

    /**
     * Asks for a transaction. Accepted only means accepted: the transaction begins when the station reports it.
     *
     * @param evse where, or empty to let the station choose
     * @param idToken on whose account
     * @param remoteStartId comes back with the start where the protocol can carry it
     */
    Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId);

    /**
     * The same at one connector of an EVSE that has several. Where the protocol knows no connectors it is the EVSE's choice.
     *
     * @param connector of an EVSE, not of the station as a whole
     */
    default Outcome startCharging(Connector connector, IdToken idToken, int remoteStartId) {
        return startCharging(Optional.of(connector.evse()), idToken, remoteStartId);
    }

    /** @param stationTransactionId the transaction's id on the wire */
    Outcome stopCharging(String stationTransactionId);

    Outcome unlock(Connector connector);

    Outcome reset(Reset kind);

    /**
     * Asks the station to report now.
     *
     * @param report what
     * @param evse about which EVSE, or empty for all
     */
    Outcome trigger(Report report, Optional<EvseId> evse);

    /** How a station restarts (OCPP 2.0.1 ResetEnumType). */
    enum Reset {
        /** At once, ending transactions. */
        IMMEDIATE,
        /** When no transaction runs any more, gracefully. */
        ON_IDLE
    }

    /** What a station can be asked to report (OCPP 2.0.1 MessageTriggerEnumType). Will grow. */
    enum Report {
        BOOT,
        STATUS,
        HEARTBEAT,
        METER_VALUES,
        FIRMWARE_STATUS,
        LOG_STATUS
    }
}

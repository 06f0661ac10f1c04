package org.ohmstead.api.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a station says of a stay at one of its EVSEs (OCPP 2.0.1 TransactionEvent; 1.6 Start-, StopTransaction and
 * MeterValues map up to it). Truly closed: a switch needs no default.
 */
public sealed interface TransactionEvent {

    StationId station();

    /** When the station says it happened. */
    Instant at();

    /** When we heard of it. */
    Instant receivedAt();

    Details details();

    /** Meter values carried by the event, in the order sent; may be empty. */
    List<MeterValue> meterValues();

    /**
     * What only some protocols and some events tell.
     *
     * @param seqNo counts the events of a transaction from 0
     * @param trigger why the event was sent
     * @param chargingState what the energy transfer does
     * @param offline whether it happened while the station was not connected
     * @param remoteStartId the request of ours that it follows
     * @param reservationId the reservation it uses up
     * @param phasesUsed 1 to 3
     */
    record Details(
            Optional<Integer> seqNo,
            Optional<String> trigger,
            Optional<ChargingState> chargingState,
            boolean offline,
            Optional<Integer> remoteStartId,
            Optional<Integer> reservationId,
            Optional<Integer> phasesUsed) {

        /** Nothing told. */
        public static final Details NONE = new Details(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A transaction began.
     *
     * @param stationTransactionId the station's id of it; empty where we hand it out (OCPP 1.6)
     * @param meterStart the import register at the start
     * @param stationAccepted whether the station may work here: where not, the transaction is kept and no token is accepted
     */
    record Started(
            StationId station,
            Connector connector,
            Optional<String> stationTransactionId,
            Optional<IdToken> idToken,
            Optional<Energy> meterStart,
            Instant at,
            Instant receivedAt,
            List<MeterValue> meterValues,
            Details details,
            boolean stationAccepted)
            implements TransactionEvent {

        /** At a station that may work here. */
        public Started(
                StationId station,
                Connector connector,
                Optional<String> stationTransactionId,
                Optional<IdToken> idToken,
                Optional<Energy> meterStart,
                Instant at,
                Instant receivedAt,
                List<MeterValue> meterValues,
                Details details) {
            this(
                    station,
                    connector,
                    stationTransactionId,
                    idToken,
                    meterStart,
                    at,
                    receivedAt,
                    meterValues,
                    details,
                    true);
        }
    }

    /**
     * Something was measured or changed during a transaction.
     *
     * @param connector where the station says it happened
     */
    record Updated(
            StationId station,
            Connector connector,
            String stationTransactionId,
            Instant at,
            Instant receivedAt,
            List<MeterValue> meterValues,
            Details details)
            implements TransactionEvent {}

    /**
     * A transaction is over.
     *
     * @param idToken what was shown to stop it
     * @param meterStop the import register at the end
     * @param stoppedReason the station's word, {@code Local} where it said nothing (OCPP 1.6 §6.49)
     */
    record Ended(
            StationId station,
            String stationTransactionId,
            Optional<IdToken> idToken,
            Optional<Energy> meterStop,
            String stoppedReason,
            Instant at,
            Instant receivedAt,
            List<MeterValue> meterValues,
            Details details)
            implements TransactionEvent {}
}

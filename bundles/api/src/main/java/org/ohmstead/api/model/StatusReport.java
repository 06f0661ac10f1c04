package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What a station said about one of its connectors, or about itself.
 *
 * @param connector which one; EVSE 0 is the station
 * @param status the neutral status
 * @param reported the station's own word, kept because several words share one status
 * @param chargingState what the word says of the energy transfer, if anything
 * @param errorCode the station's error code, empty when it reported none
 * @param info free text of the station, at most 50 characters in OCPP 1.6
 * @param vendorErrorCode the vendor's own code
 * @param at when the station says it happened; the receive time where it did not say
 * @param receivedAt when we heard of it
 */
public record StatusReport(
        Connector connector,
        ConnectorStatus status,
        String reported,
        Optional<ChargingState> chargingState,
        Optional<String> errorCode,
        Optional<String> info,
        Optional<String> vendorErrorCode,
        Instant at,
        Instant receivedAt) {}

package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What a station said of a transaction it does not have, or of one whose end it told before, as it said it.
 *
 * @param id ours; no transaction has the same
 * @param doubt {@link Doubt#UNMATCHED_STOP} or {@link Doubt#UNMATCHED_READINGS}
 * @param stationTransactionId the id it named
 * @param idToken what was shown to stop
 * @param register the import register it named
 * @param stoppedReason the station's word; empty where it reported readings
 * @param at the station's time
 * @param receivedAt ours
 * @param transaction the one it is evidence of, or was attached to
 * @param decision what a person made of it
 */
public record UnmatchedReport(
        TransactionId id,
        StationId station,
        SiteId site,
        Doubt doubt,
        String stationTransactionId,
        Optional<IdToken> idToken,
        Optional<Energy> register,
        String stoppedReason,
        Instant at,
        Instant receivedAt,
        Optional<TransactionId> transaction,
        Optional<Decision> decision) {}

package org.ohmstead.rest.stations.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.Exclusion.Reason;
import org.ohmstead.api.model.Exclusion.Revocation;

/**
 * A stretch of time whose outage does not count.
 *
 * @param evse 0 for all of the station
 */
public record ExclusionView(
        String id,
        int evse,
        Instant from,
        Instant to,
        Reason reason,
        String evidence,
        String who,
        Instant at,
        Optional<String> revokedBy,
        Optional<Instant> revokedAt) {

    public static ExclusionView of(Exclusion exclusion) {
        return new ExclusionView(
                Long.toString(exclusion.id()),
                exclusion.evse().value(),
                exclusion.from(),
                exclusion.to(),
                exclusion.reason(),
                exclusion.evidence(),
                exclusion.who(),
                exclusion.at(),
                exclusion.revoked().map(Revocation::who),
                exclusion.revoked().map(Revocation::at));
    }
}

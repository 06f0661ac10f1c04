package org.ohmstead.rest.charging.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.rest.resource.WattHours;

/**
 * A sign that a transaction was over.
 *
 * @param at when it happened
 * @param receivedAt when we heard or thought of it
 * @param said the station's own word; absent where it said none
 * @param refutedAt when the transaction was seen to go on after all
 */
public record EvidenceView(
        Evidence.Kind kind,
        Instant at,
        Instant receivedAt,
        Optional<BigDecimal> registerWh,
        Optional<String> said,
        Optional<Instant> refutedAt) {

    public static EvidenceView of(Evidence evidence) {
        return new EvidenceView(
                evidence.kind(),
                evidence.at(),
                evidence.receivedAt(),
                evidence.register().map(WattHours::of),
                Optional.of(evidence.said()).filter(said -> !said.isEmpty()),
                evidence.refutedAt());
    }
}

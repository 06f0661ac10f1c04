package org.ohmstead.rest.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.rest.resource.WattHours;

/**
 * What a person decided.
 *
 * @param end set by the person; absent where it stays as it was
 * @param energyWh set by the person; absent where it stays as it was
 */
public record DecisionView(
        String who,
        Instant at,
        String reason,
        Optional<Instant> end,
        Optional<BigDecimal> energyWh,
        List<Doubt> settled) {

    public static DecisionView of(Decision decision) {
        return new DecisionView(
                decision.who(),
                decision.at(),
                decision.reason(),
                decision.end(),
                decision.energy().map(WattHours::of),
                decision.settled().stream().sorted().toList());
    }
}

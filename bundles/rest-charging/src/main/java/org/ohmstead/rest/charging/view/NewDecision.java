package org.ohmstead.rest.charging.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What to make of a doubtful case.
 *
 * @param choice how; {@code CORRECT} takes end and energyWh, {@code ATTACH} the transaction
 * @param reason in the person's words, at most 500 characters; needed by {@code CORRECT}
 * @param end when it ended
 * @param energyWh what it delivered, with at most three decimals
 * @param transaction the one the stop belongs to
 */
public record NewDecision(
        Choice choice,
        Optional<String> reason,
        Optional<Instant> end,
        Optional<BigDecimal> energyWh,
        Optional<String> transaction) {

    /** What one may choose. */
    public enum Choice {
        /** It stays as it is, estimates included; a report that fits nothing is put away. */
        ACCEPT,
        /** End, energy or both as the person knows them. */
        CORRECT,
        /** The unmatched stop is the end of a transaction. */
        ATTACH
    }
}

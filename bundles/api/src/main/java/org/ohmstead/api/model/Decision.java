package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a person made of a doubtful transaction or report. It stands beside what was reported and replaces none of it.
 *
 * @param who the person's or API token's name
 * @param at when it was decided
 * @param reason in the person's words; may be empty where everything stays as it was
 * @param end when the transaction ended, where the person set it
 * @param energy what was delivered, where the person set it
 * @param settled the doubts it put to rest
 */
public record Decision(
        String who, Instant at, String reason, Optional<Instant> end, Optional<Energy> energy, Set<Doubt> settled) {

    public Decision {
        settled = Set.copyOf(settled);
    }
}

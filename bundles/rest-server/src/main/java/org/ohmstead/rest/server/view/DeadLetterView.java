package org.ohmstead.rest.server.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.journal.DeadLetters.DeadLetter;
import org.ohmstead.api.model.StationId;

/**
 * An entry that a route gave up on.
 *
 * @param at when it was tried last
 * @param failure what went wrong then
 */
public record DeadLetterView(
        String follower,
        String position,
        String kind,
        Optional<String> station,
        Instant at,
        int attempts,
        String failure) {

    public static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.follower(),
                letter.position().toString(),
                letter.kind(),
                letter.station().map(StationId::value),
                letter.at(),
                letter.attempts(),
                letter.failure());
    }
}

package org.ohmstead.rest.server.view;

import java.util.Optional;
import org.ohmstead.api.journal.Journal.FollowerState;

/**
 * How far a follower of the journal is.
 *
 * @param lag entries still to be read
 * @param failure why it does not get on
 */
public record FollowerView(String name, String position, long lag, boolean running, Optional<String> failure) {

    public static FollowerView of(FollowerState state) {
        return new FollowerView(
                state.name(), state.position().toString(), state.lag(), state.running(), state.failure());
    }
}

package org.ohmstead.rest.server.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.Routes.Failure;
import org.ohmstead.api.csms.Routes.Mistake;
import org.ohmstead.api.csms.Routes.RouteFile;
import org.ohmstead.api.csms.Routes.Running;
import org.ohmstead.api.csms.Routes.State;
import org.ohmstead.api.journal.Journal.FollowerState;

/**
 * A route file, or a plugin with routes.
 *
 * @param line where it is wrong, from 1
 * @param mistake why it does not run
 */
public record RouteFileView(
        String name, State state, Optional<Integer> line, Optional<String> mistake, List<RouteView> routes) {

    /** @param followers by name */
    public static RouteFileView of(
            RouteFile file, Map<String, FollowerState> followers, Map<String, Long> deadLetters) {
        return new RouteFileView(
                file.name(),
                file.state(),
                file.mistake()
                        .flatMap(mistake -> mistake.line().stream().boxed().findFirst()),
                file.mistake().map(Mistake::sentence),
                file.routes().stream()
                        .map(route -> RouteView.of(route, followers, deadLetters))
                        .toList());
    }

    /**
     * A route that runs.
     *
     * @param done exchanges that came through since it started, also those that a filter took out
     * @param sent those of them that went somewhere
     * @param failed attempts that did not
     * @param failing why it does not get on now
     * @param follower under which name it follows the journal
     * @param position up to where it is through
     * @param lag entries still to be read
     * @param deadLetters entries it gave up on
     */
    public record RouteView(
            String id,
            Optional<String> description,
            long done,
            long sent,
            long failed,
            Optional<Instant> lastFailedAt,
            Optional<String> lastFailure,
            Optional<String> failing,
            Optional<String> follower,
            Optional<String> position,
            Optional<Long> lag,
            Optional<Long> deadLetters) {

        static RouteView of(Running route, Map<String, FollowerState> followers, Map<String, Long> deadLetters) {
            Optional<FollowerState> state = route.follower().map(followers::get);
            return new RouteView(
                    route.id(),
                    route.description(),
                    route.done(),
                    route.sent(),
                    route.failed(),
                    route.lastFailure().map(Failure::at),
                    route.lastFailure().map(Failure::sentence),
                    state.flatMap(FollowerState::failure)
                            .or(() -> route.lastFailure()
                                    .filter(last -> route.failing())
                                    .map(Failure::sentence)),
                    route.follower(),
                    state.map(it -> it.position().toString()),
                    state.map(FollowerState::lag),
                    route.follower().map(deadLetters::get));
        }
    }
}

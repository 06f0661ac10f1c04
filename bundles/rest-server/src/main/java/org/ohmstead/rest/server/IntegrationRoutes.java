package org.ohmstead.rest.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.Routes;
import org.ohmstead.api.csms.Routes.Replay;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.DeadLetters.DeadLetter;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.Journal.FollowerState;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Page;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.server.view.DeadLetterView;
import org.ohmstead.rest.server.view.ReplayView;
import org.ohmstead.rest.server.view.RouteFileView;

/** The route files of {@code config/routes}, and what their routes gave up on. */
final class IntegrationRoutes {

    private static final String LETTER = "/api/v1/dead-letters/{follower}/{position}";

    private final Supplier<Optional<Routes>> routes;
    private final DeadLetters letters;
    private final Journal journal;
    private final Trail trail;

    /** @param routes empty on a server without the feature */
    IntegrationRoutes(Supplier<Optional<Routes>> routes, DeadLetters letters, Journal journal, Trail trail) {
        this.routes = routes;
        this.letters = letters;
        this.journal = journal;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/routes", "The route files: how each is, what came through and what did not")
                        .givesList(RouteFileView.class)
                        .by(call -> Answer.items(files())),
                Route.get("/api/v1/dead-letters", "Entries that routes gave up on, latest first")
                        .query("follower", "only those of one follower")
                        .paged()
                        .givesList(DeadLetterView.class)
                        .by(this::page),
                Route.post(LETTER + "/replay", "Sends the entry through its route once more")
                        .gives(ReplayView.class)
                        .by(this::replay),
                Route.delete(LETTER, "Throws a dead letter away; the entry stays in the journal")
                        .by(this::discard));
    }

    private List<RouteFileView> files() {
        Map<String, FollowerState> followers =
                journal.followers().stream().collect(Collectors.toMap(FollowerState::name, Function.identity()));
        Map<String, Long> counts = letters.counts();
        return routes.get().map(Routes::files).orElse(List.of()).stream()
                .map(file -> RouteFileView.of(file, followers, counts))
                .toList();
    }

    private Answer page(Call call) {
        Page<DeadLetter> page = Problem.page(() -> letters.page(call.query("follower"), call.page()));
        return Answer.ok(
                new Items<>(page.items().stream().map(DeadLetterView::of).toList(), page.next()));
    }

    private Answer replay(Call call) {
        String follower = call.parameter("follower");
        JournalPosition position = position(call);
        Routes running = routes.get().orElseThrow(() -> Problem.conflict("This server runs no routes now."));
        ReplayView view = switch (running.replay(follower, position)) {
            case Replay.Done done -> new ReplayView(true, Optional.empty());
            case Replay.Failed failed -> new ReplayView(false, Optional.of(failed.sentence()));
            case Replay.Unknown unknown -> throw nothing();
            case Replay.Conflict conflict -> throw Problem.conflict(conflict.why());
        };
        trail.did(
                call,
                "dead-letter.replay",
                follower + " " + position,
                view.failure().map(failure -> "failed: " + failure).orElse("done"));
        return Answer.ok(view);
    }

    private Answer discard(Call call) {
        String follower = call.parameter("follower");
        JournalPosition position = position(call);
        DeadLetter letter = letters.find(follower, position).orElseThrow(IntegrationRoutes::nothing);
        if (letters.discard(follower, position)) {
            trail.changed(
                    call,
                    "dead-letter.discard",
                    follower + " " + position,
                    Optional.of(letter.kind() + ", " + letter.failure()),
                    Optional.empty());
        } else {
            trail.unchanged(call);
        }
        return Answer.empty();
    }

    private static JournalPosition position(Call call) {
        return Call.position(call.parameter("position")).orElseThrow(IntegrationRoutes::nothing);
    }

    private static Problem nothing() {
        return Problem.notFound("There is no such dead letter.");
    }
}

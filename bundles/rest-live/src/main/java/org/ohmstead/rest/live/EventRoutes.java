package org.ohmstead.rest.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ohmstead.rest.live.view.Overview;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;

/** The live stream, and once what is in it at once. */
final class EventRoutes {

    /** Every stream is an open connection; a browser opens one per tab. */
    private static final int MOST_VIEWERS = 200;

    /** Nobody needs more, and nobody takes the others' places. */
    private static final int MOST_OF_ONE = 20;

    private final Live live;
    private final Overviews overviews;
    private final Map<String, Integer> viewers = new HashMap<>();

    EventRoutes(Live live, Overviews overviews) {
        this.live = live;
        this.overviews = overviews;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/overview", "The server in eight numbers")
                        .gives(Overview.class)
                        .by(call -> Answer.ok(overviews.now())),
                Route.get("/api/v1/events", "What happens, as server-sent events")
                        .query(
                                "topics",
                                "separated by commas: overview, stations, transactions, journal, reviews, station:<id>,"
                                        + " transaction:<id>, readings:<station>, frames:<station>, journal:<station>")
                        .by(this::events));
    }

    private Answer events(Call call) {
        Topics topics = Topics.parse(call.query("topics").orElseThrow(() -> Problem.bad("topics", "is missing")));
        String who = call.who();
        enter(who);
        return new Answer.Events(
                stream -> live.stream(topics, call.seesNumbers(), call::isStillAdmitted, stream), () -> leave(who));
    }

    private synchronized void enter(String who) {
        int all = viewers.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= MOST_VIEWERS || viewers.getOrDefault(who, 0) >= MOST_OF_ONE) {
            throw Problem.of(503, "There are too many live streams; close some tabs.");
        }
        viewers.merge(who, 1, Integer::sum);
    }

    private synchronized void leave(String who) {
        viewers.computeIfPresent(who, (same, open) -> open > 1 ? open - 1 : null);
    }
}

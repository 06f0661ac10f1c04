package org.ohmstead.rest;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.ohmstead.api.csms.People;

/** The live stream. */
final class EventRoutes {

    /** Every stream is an open connection; a browser opens one per tab. */
    private static final int MOST_VIEWERS = 200;

    private final Live live;
    private final People people;
    private final AtomicInteger viewers = new AtomicInteger();

    EventRoutes(Live live, People people) {
        this.live = live;
        this.people = people;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/events", "What happens, as server-sent events")
                .query(
                        "topics",
                        "separated by commas: overview, stations, transactions, journal, reviews, station:<id>,"
                                + " transaction:<id>, readings:<station>, frames:<station>, journal:<station>")
                .by(this::events));
    }

    private Answer events(Call call) {
        Topics topics = Topics.parse(call.query("topics").orElseThrow(() -> Problem.bad("topics", "is missing")));
        String secret = call.caller().secret();
        if (viewers.incrementAndGet() > MOST_VIEWERS) {
            viewers.decrementAndGet();
            throw Problem.of(503, "There are too many live streams; close some tabs.");
        }
        return new Answer.Events(out -> {
            try {
                live.stream(topics, () -> people.authenticate(secret).isPresent(), out);
            } finally {
                viewers.decrementAndGet();
            }
        });
    }
}

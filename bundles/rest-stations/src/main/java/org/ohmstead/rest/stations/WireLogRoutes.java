package org.ohmstead.rest.stations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.csms.WireLog.Query;
import org.ohmstead.api.model.Page;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.view.FrameView;

/** What a station and the server said to each other. A station that was forgotten is found here still. */
final class WireLogRoutes {

    private static final Duration USUAL = Duration.ofHours(1);

    private final Stations stations;
    private final WireLog log;
    private final Clock clock;

    WireLogRoutes(Stations stations, WireLog log, Clock clock) {
        this.stations = stations;
        this.log = log;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/stations/{id}/frames", "What went over a station's wire, oldest first")
                .query("from", "inclusive; an hour before to where left out")
                .query("to", "exclusive; now where left out")
                .paged()
                .givesList(FrameView.class)
                .by(this::frames));
    }

    private Answer frames(Call call) {
        Instant to = call.instant("to").orElseGet(clock::instant);
        Instant from = call.instant("from").orElseGet(() -> to.minus(USUAL));
        if (!from.isBefore(to)) {
            throw Problem.bad("from", "has to be earlier than to");
        }
        var query = new Query(Optional.of(call.station()), from, to);
        Page<SeenFrame> page;
        try {
            page = Problem.page(() -> log.search(query, call.page()));
        } catch (IllegalStateException e) {
            throw Problem.of(503, e.getMessage());
        }
        // Of a station that was removed what it said may still be there.
        if (page.items().isEmpty() && stations.find(call.station()).isEmpty()) {
            throw Problem.noSuchStation();
        }
        return Answer.ok(new Items<>(page.items().stream().map(FrameView::of).toList(), page.next()));
    }
}

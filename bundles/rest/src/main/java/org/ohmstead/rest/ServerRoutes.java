package org.ohmstead.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.rest.view.EntryView;
import org.ohmstead.rest.view.FollowerView;
import org.ohmstead.rest.view.HealthView;
import org.ohmstead.rest.view.HealthView.CheckView;
import org.ohmstead.rest.view.Items;
import org.ohmstead.rest.view.KindView;
import org.ohmstead.rest.view.Overview;
import org.ohmstead.rest.view.SiteView;

/** How the server is, and what it remembers. */
final class ServerRoutes {

    private final Overviews overviews;
    private final Stations stations;
    private final Journal journal;
    private final HealthReport health;
    private final Meters meters;

    ServerRoutes(Overviews overviews, Stations stations, Journal journal, HealthReport health, Meters meters) {
        this.overviews = overviews;
        this.stations = stations;
        this.journal = journal;
        this.health = health;
        this.meters = meters;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/overview", "The server in eight numbers")
                        .gives(Overview.class)
                        .by(call -> Answer.ok(overviews.now())),
                Route.get("/api/v1/sites", "Where stations stand")
                        .givesList(SiteView.class)
                        .by(call -> Answer.items(
                                stations.locations().stream().map(SiteView::of).toList())),
                Route.get("/api/v1/journal", "What happened, oldest first; next is always there, to go on from later")
                        .paged()
                        .givesList(EntryView.class)
                        .by(this::journal),
                Route.get("/api/v1/journal/kinds", "The kinds of facts that the journal may hold")
                        .givesList(KindView.class)
                        .by(call -> Answer.items(Arrays.stream(Facts.class.getDeclaredClasses())
                                .map(Class::getSimpleName)
                                .sorted()
                                .map(KindView::new)
                                .toList())),
                Route.get("/api/v1/followers", "Who follows the journal, and how far they are")
                        .givesList(FollowerView.class)
                        .by(call -> Answer.items(journal.followers().stream()
                                .map(FollowerView::of)
                                .toList())),
                Route.get("/health", "How the server is; messages only for people who are signed in")
                        .forEverybody()
                        .gives(HealthView.class)
                        .by(this::health),
                Route.get("/metrics", "Numbers about the server in the text format of Prometheus")
                        .by(call -> new Answer.Text("text/plain; version=0.0.4; charset=utf-8", meters.scrape())));
    }

    private Answer journal(Call call) {
        JournalPosition after = call.query("after")
                .map(text -> position(text).orElseThrow(() -> Problem.bad("after", "is a position like 1:42")))
                .orElse(new JournalPosition(1, 0));
        JournalPosition head = journal.head();
        // Of a branch that a restore left behind anything may be asked for: it goes on where both have parted.
        if (after.epoch() > head.epoch() || after.epoch() == head.epoch() && after.seq() > head.seq()) {
            throw Problem.bad("after", "is beyond the end of the journal, which is " + head);
        }
        List<JournalEntry> entries = journal.read(after, call.limit());
        JournalPosition next = entries.isEmpty() ? after : entries.getLast().position();
        return Answer.ok(new Items<>(entries.stream().map(EntryView::of).toList(), Optional.of(next.toString())));
    }

    /** Empty where the text is no position. */
    static Optional<JournalPosition> position(String text) {
        int colon = text.indexOf(':');
        try {
            return Optional.of(new JournalPosition(
                    Long.parseLong(text.substring(0, Math.max(0, colon))), Long.parseLong(text.substring(colon + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Answer health(Call call) {
        boolean known = call.anybody().isPresent();
        Map<String, CheckView> checks = new TreeMap<>();
        health.checks().forEach((name, check) -> checks.put(name, view(check, known)));
        HealthCheck.Status overall = health.overall();
        return new Answer.Json(
                overall == HealthCheck.Status.DOWN ? 503 : 200, new HealthView(overall, checks), Optional.empty());
    }

    private static CheckView view(HealthCheck.Health check, boolean known) {
        return new CheckView(
                check.status(),
                known ? Optional.of(check.message()) : Optional.empty(),
                known ? Optional.of(check.remedy()).filter(remedy -> !remedy.isEmpty()) : Optional.empty());
    }
}

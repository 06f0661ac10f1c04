package org.ohmstead.rest.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.server.view.FollowerView;
import org.ohmstead.rest.server.view.KindView;
import org.ohmstead.rest.server.view.SiteView;
import org.ohmstead.rest.view.EntryView;

/** Where stations stand, and what the server remembers. */
final class ServerRoutes {

    private final Stations stations;
    private final Journal journal;

    ServerRoutes(Stations stations, Journal journal) {
        this.stations = stations;
        this.journal = journal;
    }

    List<Route> routes() {
        return List.of(
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
                                .toList())));
    }

    private Answer journal(Call call) {
        JournalPosition after = call.query("after")
                .map(text -> Call.position(text).orElseThrow(() -> Problem.bad("after", "is a position like 1:42")))
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
}

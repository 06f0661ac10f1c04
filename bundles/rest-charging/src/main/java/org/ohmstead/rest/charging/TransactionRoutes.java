package org.ohmstead.rest.charging;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.charging.view.Count;
import org.ohmstead.rest.charging.view.RemoteStartView;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.view.ReadingView;
import org.ohmstead.rest.view.TransactionView;
import org.ohmstead.rest.view.TransactionViews;

/** What has been charged and is being charged. */
final class TransactionRoutes {

    private final Stations stations;
    private final TransactionHistory history;
    private final TransactionViews views;

    TransactionRoutes(Stations stations, TransactionHistory history, TransactionViews views) {
        this.stations = stations;
        this.history = history;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                filtered(Route.get("/api/v1/transactions", "Transactions, newest first"))
                        .paged()
                        .givesList(TransactionView.class)
                        .by(this::page),
                filtered(Route.get("/api/v1/transactions/count", "How many transactions there are"))
                        .gives(Count.class)
                        .by(call -> Answer.ok(new Count(history.count(query(call))))),
                Route.get("/api/v1/transactions/{id}", "One transaction")
                        .gives(TransactionView.class)
                        .by(call -> Answer.ok(views.of(find(call.transaction())))),
                Route.get("/api/v1/transactions/{id}/readings", "What was measured during a transaction, oldest first")
                        .paged()
                        .givesList(ReadingView.class)
                        .by(this::readings),
                Route.get("/api/v1/stations/{id}/transactions/latest", "The latest transaction of a station")
                        .gives(TransactionView.class)
                        .by(this::latest),
                Route.get(
                                "/api/v1/stations/{id}/remote-starts",
                                "Remote starts a station accepted and no transaction followed")
                        .givesList(RemoteStartView.class)
                        .by(this::remoteStarts));
    }

    private static Route.Draft filtered(Route.Draft draft) {
        return draft.query("station", "only those of a station")
                .query("idToken", "only those of a token, in full")
                .query("type", "the token's type, where it has one")
                .query("site", "only those of a site")
                .query("open", "true for running ones, false for ended ones")
                .query("from", "started then or later, as believed")
                .query("to", "started before that, as believed");
    }

    private Transaction find(TransactionId id) {
        return history.find(id).orElseThrow(() -> Problem.notFound("There is no transaction of that id."));
    }

    private static Query query(Call call) {
        return new Query(
                call.query("site").map(TransactionRoutes::scope).orElse(Scope.ALL),
                call.query("station").map(Call::station),
                call.query("idToken").map(value -> idToken(call, value)),
                call.flag("open"),
                call.instant("from"),
                call.instant("to"));
    }

    /** Who sees numbers shortened could find out the rest by asking for one after the other. */
    private static IdToken idToken(Call call, String value) {
        if (!call.seesNumbers()) {
            throw Problem.of(403, "Your role sees card numbers shortened, and so cannot ask for one.");
        }
        if (TokenRoutes.isShortened(value)) {
            throw Problem.bad("idToken", TokenRoutes.SHORT);
        }
        return Call.idToken("idToken", value, call.query("type"));
    }

    private static Scope scope(String site) {
        return Problem.unlessRefused(() -> new Scope(Optional.of(Set.of(new SiteId(site)))));
    }

    private Answer page(Call call) {
        Page<Transaction> page = page(query(call), call.page());
        return Answer.ok(new Items<>(page.items().stream().map(views::of).toList(), page.next()));
    }

    private Page<Transaction> page(Query query, Page.Request request) {
        return Problem.page(() -> history.page(query, request));
    }

    private Answer latest(Call call) {
        return page(Query.all(Scope.ALL).at(call.station()), Page.Request.first(1)).items().stream()
                .findFirst()
                .map(transaction -> Answer.ok(views.of(transaction)))
                .orElseThrow(() -> Problem.notFound("There is no transaction of that station."));
    }

    private Answer remoteStarts(Call call) {
        StationId station = call.station();
        boolean online = stations.find(station).filter(StationState::online).isPresent();
        return Answer.items(history.remoteStarts(station).stream()
                .map(start -> RemoteStartView.of(start, online))
                .toList());
    }

    private Answer readings(Call call) {
        TransactionId id = find(call.transaction()).id();
        Page<Reading> page = Problem.page(() -> history.readings(id, call.page()));
        return Answer.ok(new Items<>(page.items().stream().map(ReadingView::of).toList(), page.next()));
    }
}

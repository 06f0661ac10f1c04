package org.ohmstead.rest.stations;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.StationRegister.Commissioning;
import org.ohmstead.api.csms.StationRegister.Credential;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Items;
import org.ohmstead.rest.resource.PlainText;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.stations.view.CommissioningView;
import org.ohmstead.rest.stations.view.CredentialView;
import org.ohmstead.rest.stations.view.NewPassword;
import org.ohmstead.rest.stations.view.NewStation;
import org.ohmstead.rest.stations.view.NewcomerView;
import org.ohmstead.rest.stations.view.OpenCommissioning;
import org.ohmstead.rest.stations.view.StationChange;
import org.ohmstead.rest.view.EntryView;
import org.ohmstead.rest.view.StationView;
import org.ohmstead.rest.view.StationViews;

/** The register of stations and how they are. */
final class StationRoutes {

    private final Stations stations;
    private final StationRegister register;
    private final StationViews views;
    private final Journal journal;
    private final Trail trail;

    StationRoutes(Stations stations, StationRegister register, StationViews views, Journal journal, Trail trail) {
        this.stations = stations;
        this.register = register;
        this.views = views;
        this.journal = journal;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/stations", "Stations by id")
                        .query("search", "part of id, label, vendor or model")
                        .query("site", "only those of a site")
                        .paged()
                        .givesList(StationView.class)
                        .by(this::page),
                Route.post("/api/v1/stations", "Registers a station; its password is shown once")
                        .takes(NewStation.class)
                        .gives(CredentialView.class)
                        .created()
                        .by(this::register),
                Route.post(
                                "/api/v1/stations/import",
                                "Registers stations from CSV: id,site,label,password; all or none")
                        .takes(Route.Csv.class)
                        .givesList(CredentialView.class)
                        .created()
                        .by(this::importCsv),
                Route.get("/api/v1/stations/{id}", "One station")
                        .gives(StationView.class)
                        .by(call -> Answer.ok(views.of(call.known(stations)))),
                Route.patch("/api/v1/stations/{id}", "Changes what people decide about a station")
                        .takes(StationChange.class)
                        .gives(StationView.class)
                        .by(this::change),
                Route.delete(
                                "/api/v1/stations/{id}",
                                "Forgets a station without open transactions; those that ended stay")
                        .by(this::remove),
                Route.post("/api/v1/stations/{id}/password", "Gives a station another password, shown once")
                        .takes(NewPassword.class)
                        .gives(CredentialView.class)
                        .by(this::renewPassword),
                Route.get("/api/v1/stations/{id}/journal", "What happened to a station, newest first")
                        .query("from", "received then or later")
                        .query("to", "received before that")
                        .paged()
                        .givesList(EntryView.class)
                        .by(this::journal),
                Route.get("/api/v1/newcomers", "Unknown stations that were let in and wait for a decision")
                        .givesList(NewcomerView.class)
                        .by(call -> newcomers()),
                Route.get("/api/v1/commissioning", "Whether unknown stations are let in")
                        .gives(CommissioningView.class)
                        .by(call -> Answer.ok(view(register.commissioning()))),
                Route.put("/api/v1/commissioning", "Lets unknown stations in for a while")
                        .takes(OpenCommissioning.class)
                        .gives(CommissioningView.class)
                        .by(this::openCommissioning),
                Route.delete("/api/v1/commissioning", "Lets unknown stations in no longer")
                        .by(this::closeCommissioning));
    }

    private Answer page(Call call) {
        Scope scope = call.query("site")
                .map(site -> new Scope(Optional.of(Set.of(site(site)))))
                .orElse(Scope.ALL);
        Page<StationState> page =
                Problem.page(() -> stations.page(scope, call.query("search").orElse(""), call.page()));
        return Answer.ok(new Items<>(page.items().stream().map(views::of).toList(), page.next()));
    }

    private SiteId site(String text) {
        return stations.locations().stream()
                .map(location -> location.id())
                .filter(id -> id.value().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.bad("site", "is not one of our sites"));
    }

    private Answer register(Call call) {
        NewStation wanted = call.body(NewStation.class);
        if (!StationId.isValid(wanted.id())) {
            throw Problem.bad(
                    "id", "has 1 to 48 characters: letters, digits and * - _ = : + | @ ., and is not . or ..");
        }
        var id = new StationId(wanted.id());
        if (stations.find(id).isPresent()) {
            throw Problem.conflict("There is a station of that id already.");
        }
        var station = new StationRegister.NewStation(
                id,
                wanted.site().map(this::site).orElse(SiteId.DEFAULT),
                PlainText.check("label", wanted.label(), ChargingStation.LONGEST_LABEL)
                        .orElse(""),
                wanted.password());
        Credential credential =
                Problem.unlessRefused(() -> register.register(List.of(station))).getFirst();
        trail.didForOnce(call, "station.register", id.value(), station.label());
        return Answer.created(CredentialView.of(credential));
    }

    private Answer importCsv(Call call) {
        Set<String> sites = stations.locations().stream()
                .map(location -> location.id().value())
                .collect(Collectors.toSet());
        var csv = new StationCsv(sites, id -> stations.find(id).isPresent());
        List<StationRegister.NewStation> wanted = csv.read(call.csv());
        List<Credential> credentials = Problem.unlessRefused(() -> register.register(wanted));
        List<String> names = wanted.stream()
                .map(station -> station.id() + " \"" + station.label() + "\"")
                .toList();
        trail.didForOnce(call, "station.import", "stations", names.size() + " stations" + Trail.first(names));
        return Answer.created(
                Items.all(credentials.stream().map(CredentialView::of).toList()));
    }

    private Answer change(Call call) {
        StationChange change = call.body(StationChange.class);
        ChargingStation before = call.known(stations).station();
        ChargingStation after = Problem.unlessRefused(() -> register.change(
                        before.id(),
                        change.site().map(this::site).orElse(before.site()),
                        PlainText.check("label", change.label(), ChargingStation.LONGEST_LABEL)
                                .orElse(before.label()),
                        change.registration().orElse(before.registration())))
                .orElseThrow(Problem::noSuchStation);
        trail.changed(call, "station.change", before.id().value(), Optional.of(text(before)), Optional.of(text(after)));
        StationView view = views.of(call.known(stations));
        return Answer.ok(firstPassword(call, before, after)
                .map(credential -> view.withPassword(credential.password()))
                .orElse(view));
    }

    /** One who accepts a station that showed no password has to know that, and to give it one. */
    private Optional<Credential> firstPassword(Call call, ChargingStation before, ChargingStation after) {
        boolean accepted = after.registration() == RegistrationStatus.ACCEPTED
                && before.registration() != RegistrationStatus.ACCEPTED;
        Optional<Credential> made = accepted ? register.firstPassword(after.id()) : Optional.empty();
        made.ifPresent(credential ->
                trail.did(call, "station.first-password", after.id().value()));
        return made;
    }

    private static String text(ChargingStation station) {
        return station.site() + ", \"" + station.label() + "\", " + station.registration();
    }

    private Answer remove(Call call) {
        StationId id = call.station();
        if (!Problem.unlessRefused(409, () -> register.remove(id))) {
            throw Problem.noSuchStation();
        }
        trail.did(call, "station.remove", id.value());
        return Answer.empty();
    }

    private Answer renewPassword(Call call) {
        StationId id = call.station();
        NewPassword wanted = call.body(NewPassword.class);
        Credential credential = Problem.unlessRefused(() -> register.renewPassword(id, wanted.password()))
                .orElseThrow(Problem::noSuchStation);
        trail.didForOnce(call, "station.renew-password", id.value(), "another password");
        return Answer.ok(CredentialView.of(credential));
    }

    private Answer journal(Call call) {
        int limit = call.limit();
        List<JournalEntry> found = journal.latest(call.station(), upTo(call), limit);
        Instant from = call.instant("from").orElse(Instant.MIN);
        List<JournalEntry> wanted = found.stream()
                .takeWhile(entry -> !entry.receivedAt().isBefore(from))
                .toList();
        return Answer.ok(new Items<>(
                wanted.stream().map(EntryView::of).toList(),
                wanted.size() < limit
                        ? Optional.empty()
                        : Optional.of(before(wanted.getLast().position()).toString())));
    }

    private JournalPosition upTo(Call call) {
        return call.query("after")
                .map(text -> Call.position(text).orElseThrow(() -> Problem.bad("after", "is no next of a part")))
                .or(() -> call.instant("to").map(journal::lastBefore))
                .orElseGet(journal::head);
    }

    private static JournalPosition before(JournalPosition position) {
        return new JournalPosition(position.epoch(), position.seq() - 1);
    }

    private Answer newcomers() {
        return Answer.items(register.newcomers().stream()
                .map(newcomer -> new NewcomerView(
                        newcomer.station().value(),
                        newcomer.address().map(InetAddress::getHostAddress),
                        newcomer.firstSeen()))
                .toList());
    }

    private static CommissioningView view(Optional<Commissioning> window) {
        return new CommissioningView(
                window.isPresent(), window.map(Commissioning::until), window.flatMap(Commissioning::from));
    }

    private Answer openCommissioning(Call call) {
        OpenCommissioning wanted = call.body(OpenCommissioning.class);
        if (wanted.minutes() < 1 || wanted.minutes() > 1440) {
            throw Problem.bad("minutes", "is a number from 1 to 1440");
        }
        Commissioning open = Problem.unlessRefused(
                () -> register.openCommissioning(Duration.ofMinutes(wanted.minutes()), wanted.from()));
        trail.did(
                call,
                "commissioning.open",
                "server",
                "until " + open.until()
                        + open.from().map(from -> " from " + from).orElse(""));
        return Answer.ok(view(Optional.of(open)));
    }

    private Answer closeCommissioning(Call call) {
        register.closeCommissioning();
        trail.did(call, "commissioning.close", "server");
        return Answer.empty();
    }
}

package org.ohmstead.rest.charging;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.rest.charging.view.FreeVendView;
import org.ohmstead.rest.charging.view.GroupContent;
import org.ohmstead.rest.charging.view.GroupView;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.PlainText;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;

/** What holds for groups of tokens, and where anybody may charge. */
final class PolicyRoutes {

    private static final String SITES = "/api/v1/free-vend/sites/{id}";
    private static final String STATIONS = "/api/v1/free-vend/stations/{id}";

    private final ChargingPolicies policies;
    private final Stations stations;
    private final Trail trail;

    PolicyRoutes(ChargingPolicies policies, Stations stations, Trail trail) {
        this.policies = policies;
        this.stations = stations;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/groups", "Groups of tokens for which something holds")
                        .givesList(GroupView.class)
                        .by(call -> Answer.items(
                                policies.groups().stream().map(GroupView::of).toList())),
                Route.put("/api/v1/groups/{name}", "Sets what holds for a group of tokens")
                        .takes(GroupContent.class)
                        .gives(GroupView.class)
                        .by(this::putGroup),
                Route.delete("/api/v1/groups/{name}", "Nothing holds for a group any more; its tokens stay its tokens")
                        .by(this::removeGroup),
                Route.get("/api/v1/free-vend", "Where anybody may charge")
                        .gives(FreeVendView.class)
                        .by(call -> Answer.ok(FreeVendView.of(policies.freeVend()))),
                Route.put(SITES, "Lets anybody charge at every station of a site; blocked tokens stay blocked")
                        .noContent()
                        .by(call -> site(call, true)),
                Route.delete(SITES, "Lets only accepted tokens charge at a site again")
                        .by(call -> site(call, false)),
                Route.put(STATIONS, "Lets anybody charge at a station; blocked tokens stay blocked")
                        .noContent()
                        .by(call -> station(call, true)),
                Route.delete(STATIONS, "Lets only accepted tokens charge at a station again, unless its site is free")
                        .by(call -> station(call, false)));
    }

    private Answer putGroup(Call call) {
        GroupContent content = call.body(GroupContent.class);
        String name = PlainText.check("name", call.parameter("name"));
        if (name.length() > 255) {
            throw Problem.bad("name", "has 1 to 255 characters");
        }
        var group = new TokenGroup(name, TokenRoutes.atOnce(content.maxConcurrent()));
        Optional<TokenGroup> before = find(name);
        policies.put(group);
        trail.changed(call, "group.put", name, before.map(PolicyRoutes::text), Optional.of(text(group)));
        return Answer.ok(GroupView.of(group));
    }

    private Answer removeGroup(Call call) {
        TokenGroup group =
                find(call.parameter("name")).orElseThrow(() -> Problem.notFound("Nothing holds for such a group."));
        policies.removeGroup(group.name());
        trail.changed(call, "group.remove", group.name(), Optional.of(text(group)), Optional.empty());
        return Answer.empty();
    }

    private Optional<TokenGroup> find(String name) {
        return policies.groups().stream()
                .filter(group -> group.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String text(TokenGroup group) {
        return "at once: " + group.maxConcurrent().map(String::valueOf).orElse("as the server has it");
    }

    private Answer site(Call call, boolean free) {
        SiteId site = stations.locations().stream()
                .map(Location::id)
                .filter(id -> id.value().equals(call.parameter("id")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no site of that id."));
        policies.freeVend(site, free);
        trail.did(call, free ? "free-vend.on" : "free-vend.off", site.value(), "site");
        return Answer.empty();
    }

    /** Switching it off is possible for a station that was removed. */
    private Answer station(Call call, boolean free) {
        StationId station = call.station();
        boolean known = stations.find(station).isPresent()
                || !free && policies.freeVend().stations().contains(station);
        if (!known) {
            throw Problem.noSuchStation();
        }
        policies.freeVend(station, free);
        trail.did(call, free ? "free-vend.on" : "free-vend.off", station.value(), "station");
        return Answer.empty();
    }
}

package org.ohmstead.rest.stations;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.AvailabilityLedger;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.StationId;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Moments;
import org.ohmstead.rest.resource.PlainText;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.stations.view.ExclusionView;
import org.ohmstead.rest.stations.view.NewExclusion;

/** Outage that does not count, because people say why. */
final class ExclusionRoutes {

    private static final int LONGEST_EVIDENCE = 500;

    private final AvailabilityLedger ledger;
    private final Stations stations;
    private final Trail trail;

    ExclusionRoutes(AvailabilityLedger ledger, Stations stations, Trail trail) {
        this.ledger = ledger;
        this.stations = stations;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/stations/{id}/exclusions", "What does not count as outage, newest first")
                        .givesList(ExclusionView.class)
                        .by(call -> Answer.items(ledger.exclusions(call.knownId(stations)).stream()
                                .map(ExclusionView::of)
                                .toList())),
                Route.post("/api/v1/stations/{id}/exclusions", "Says why outage does not count")
                        .takes(NewExclusion.class)
                        .gives(ExclusionView.class)
                        .created()
                        .by(this::exclude),
                Route.delete("/api/v1/stations/{id}/exclusions/{exclusion}", "Takes that back; it stays on record")
                        .by(this::revoke));
    }

    private Answer exclude(Call call) {
        StationId station = call.knownId(stations);
        NewExclusion wanted = call.body(NewExclusion.class);
        String evidence = PlainText.check("evidence", wanted.evidence()).strip();
        if (evidence.isEmpty() || evidence.length() > LONGEST_EVIDENCE) {
            throw Problem.bad("evidence", "has 1 to 500 characters");
        }
        int evse = wanted.evse().orElse(0);
        if (evse < 0) {
            throw Problem.bad("evse", "is not negative");
        }
        Moments.check("from", wanted.from());
        Moments.check("to", wanted.to());
        Exclusion booked = Problem.unlessRefused(() -> ledger.exclude(
                station, new EvseId(evse), wanted.from(), wanted.to(), wanted.reason(), evidence, call.who()));
        trail.did(call, "availability.exclude", station.value(), text(booked));
        return Answer.created(ExclusionView.of(booked));
    }

    private Answer revoke(Call call) {
        StationId station = call.knownId(stations);
        Exclusion revoked = exclusion(call.parameter("exclusion"))
                .flatMap(id -> ledger.revoke(station, id, call.who()))
                .orElseThrow(() -> Problem.notFound("There is no exclusion of that id at this station."));
        trail.changed(
                call, "availability.revoke-exclusion", station.value(), Optional.of(text(revoked)), Optional.empty());
        return Answer.empty();
    }

    private static Optional<Long> exclusion(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String text(Exclusion exclusion) {
        return "number " + exclusion.id()
                + (exclusion.evse().equals(EvseId.STATION) ? "" : ", EVSE " + exclusion.evse())
                + ", " + exclusion.from() + " to " + exclusion.to() + ", " + exclusion.reason() + ": "
                + exclusion.evidence();
    }
}

package org.ohmstead.rest.stations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.AvailabilityLedger;
import org.ohmstead.api.csms.AvailabilityLedger.Period;
import org.ohmstead.api.csms.AvailabilityLedger.Summary;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.stations.view.AvailabilityView;
import org.ohmstead.rest.stations.view.AvailabilityView.OfEvse;

/** The availability ledger. */
final class AvailabilityRoutes {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(400);

    private static final Map<String, Period> PERIODS =
            Map.of("day", Period.DAY, "month", Period.MONTH, "twelve-months", Period.TWELVE_MONTHS);

    private final AvailabilityLedger ledger;
    private final Stations stations;
    private final Trail trail;
    private final Clock clock;

    AvailabilityRoutes(AvailabilityLedger ledger, Stations stations, Trail trail, Clock clock) {
        this.ledger = ledger;
        this.stations = stations;
        this.trail = trail;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/stations/{id}/availability", "In which state each EVSE was, and its uptime")
                        .query("from", "seven days before `to` where left out")
                        .query("to", "now where left out; at most 400 days after `from`")
                        .query("period", "in place of from and to: day, month or twelve-months, in the site's zone")
                        .query("at", "a moment of that period; now where left out")
                        .query("evse", "only this one")
                        .query("limit", "intervals per EVSE, 1 to 1000, 100 where left out")
                        .gives(AvailabilityView.class)
                        .by(this::availability),
                Route.post("/api/v1/availability/rebuild", "Makes the availability ledger anew of the journal")
                        .forAdministrators()
                        .noContent()
                        .by(this::rebuild));
    }

    private Answer availability(Call call) {
        StationState station = call.known(stations);
        StationId id = station.station().id();
        Stretch stretch = stretch(call, station);
        Optional<EvseId> only = call.query("evse").map(AvailabilityRoutes::evse);
        Map<EvseId, Summary> summaries = ledger.summaries(id, stretch.from(), stretch.to()).stream()
                .collect(Collectors.toMap(Summary::evse, Function.identity()));
        Page.Request page = Page.Request.first(call.limit());
        List<OfEvse> evses = ledger.evses(id).stream()
                .filter(evse -> only.map(evse::equals).orElse(true))
                .map(evse -> OfEvse.of(
                        evse,
                        Optional.ofNullable(summaries.get(evse)),
                        ledger.intervals(id, evse, stretch.from(), stretch.to(), page)))
                .toList();
        return Answer.ok(new AvailabilityView(stretch.from(), stretch.to(), evses));
    }

    private Stretch stretch(Call call, StationState station) {
        Instant now = clock.instant();
        Optional<String> name = call.query("period");
        if (name.isPresent()) {
            if (call.query("from").isPresent() || call.query("to").isPresent()) {
                throw Problem.bad("period", "stands in place of from and to");
            }
            Period period = Optional.ofNullable(PERIODS.get(name.get()))
                    .orElseThrow(() -> Problem.bad("period", "is day, month or twelve-months"));
            Instant at = call.instant("at").orElse(now);
            return new Stretch(period.begin(at, zone(station)), period.end(at, zone(station)));
        }
        Instant to = call.instant("to").orElse(now);
        Instant from = call.instant("from").orElseGet(() -> to.minus(USUAL));
        if (!from.isBefore(to)) {
            throw Problem.bad("from", "has to be earlier than to");
        }
        if (to.isAfter(from.plus(LONGEST))) {
            throw Problem.bad("from", "may be at most 400 days earlier than to");
        }
        return new Stretch(from, to);
    }

    private ZoneId zone(StationState station) {
        return stations.locations().stream()
                .filter(site -> site.id().equals(station.station().site()))
                .map(Location::zone)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    private static EvseId evse(String text) {
        try {
            return new EvseId(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw Problem.bad("evse", "is the number of an EVSE");
        }
    }

    private Answer rebuild(Call call) {
        try {
            ledger.rebuild();
        } catch (IllegalStateException e) {
            throw Problem.conflict(e.getMessage());
        }
        trail.did(call, "availability.rebuild", "server");
        return Answer.empty();
    }

    /** From when to when. */
    private record Stretch(Instant from, Instant to) {}
}

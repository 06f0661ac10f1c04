package org.ohmstead.routes;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Party;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;

/** A station that refuses every reset and can do nothing else. */
record OneStation(List<String> resets) implements Stations, RemoteControl {

    @Override
    public StationControl control(StationId station) {
        return new StationControl() {
            @Override
            public <T> Optional<T> as(Class<T> capability) {
                return capability == RemoteControl.class
                        ? Optional.of(capability.cast(OneStation.this))
                        : Optional.empty();
            }
        };
    }

    @Override
    public Outcome reset(Reset kind) {
        resets.add(kind.name());
        return Outcome.of(Outcome.Kind.REJECTED, "Rejected");
    }

    @Override
    public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
        return Outcome.notSupported();
    }

    @Override
    public Outcome stopCharging(String stationTransactionId) {
        return Outcome.notSupported();
    }

    @Override
    public Outcome unlock(Connector connector) {
        return Outcome.notSupported();
    }

    @Override
    public Outcome trigger(Report report, Optional<EvseId> evse) {
        return Outcome.notSupported();
    }

    @Override
    public Optional<StationState> find(StationId station) {
        return Optional.of(station)
                .filter(new StationId("CP-1")::equals)
                .map(id -> new StationState(
                        new ChargingStation(
                                id,
                                SiteId.DEFAULT,
                                "Gate",
                                RegistrationStatus.ACCEPTED,
                                Optional.empty(),
                                Instant.EPOCH),
                        true,
                        Optional.of("ocpp1.6"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    @Override
    public Page<StationState> page(Scope scope, String search, Page.Request request) {
        return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public Totals totals(Scope scope) {
        return new Totals(1, 1, 0);
    }

    @Override
    public List<HardwareSeen> hardwareHistory(StationId station) {
        return List.of();
    }

    @Override
    public List<Location> locations() {
        return List.of(new Location(
                SiteId.DEFAULT,
                "Depot",
                ZoneId.of("Europe/Berlin"),
                Currency.getInstance("EUR"),
                new Party("DE", "OHM")));
    }
}

package org.ohmstead.stations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.stations.store.StationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the stations: who is registered, who is connected, what they said of themselves. One lock per station, none shared. */
@Component(
        service = {StationAdmission.class, StationReports.class, Stations.class, StationRegister.class},
        configurationPid = "org.ohmstead.stations")
@Designate(ocd = StationsSettings.class)
public final class StationsService implements StationAdmission, StationReports, Stations, StationRegister {

    private static final Logger LOG = LoggerFactory.getLogger(StationsService.class);
    /** Set by the option --accept-unknown-stations, which wins over the configuration. */
    private static final String ON_TRIAL = "ohmstead.accept.unknown.stations";

    private static final StationControl OFFLINE = new OfflineControl();

    private final StationStore store;
    private final Transactions transactions;
    private final ChargingPolicies policies;
    private final Predicate<StationId> charging;
    private final ClocksService clocks;
    private final Topologies topologies;
    private final Clock clock;
    private final KnownStations stations;
    private final Passwords passwords;
    private final Departures departures;
    private final Statuses statuses;
    private final Gatekeeper gatekeeper;
    private final Register register;
    private final List<Location> locations;
    private final Caretaker caretaker = new Caretaker();
    private volatile StationsSettings settings;

    @Activate
    public StationsService(
            @Reference StationStore store,
            @Reference Transactions transactions,
            @Reference ChargingPolicies policies,
            @Reference TransactionHistory history,
            @Reference ClocksService clocks,
            @Reference Topologies topologies,
            StationsSettings settings) {
        this(
                store,
                transactions,
                policies,
                station -> history.count(Query.all(Scope.ALL).at(station).thatAreOpen()) > 0,
                clocks,
                topologies,
                settings,
                Clock.systemUTC());
        departures.start();
    }

    /**
     * With a clock to be set by tests; blocks while the memory is filled from the store.
     *
     * @param charging whether a transaction is open at a station
     */
    public StationsService(
            StationStore store,
            Transactions transactions,
            ChargingPolicies policies,
            Predicate<StationId> charging,
            ClocksService clocks,
            Topologies topologies,
            StationsSettings settings,
            Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.policies = policies;
        this.charging = charging;
        this.topologies = topologies;
        this.clocks = clocks;
        this.clock = clock;
        this.stations = new KnownStations(store, clocks);
        this.locations = List.copyOf(store.locations());
        this.passwords = new Passwords();
        this.gatekeeper = new Gatekeeper(store, stations, passwords, clock);
        this.register = new Register(store, stations, passwords, locations, clock);
        this.departures = new Departures(this.stations, store);
        this.statuses = new Statuses(store, clocks);
        modified(settings);
    }

    @Deactivate
    void close() {
        departures.close();
    }

    @Modified
    void modified(StationsSettings changed) {
        settings = changed;
        gatekeeper.acceptUnknown(changed.acceptUnknown() || Boolean.getBoolean(ON_TRIAL));
    }

    /** Who configures stations; without it they are accepted as they are. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void setProvisioning(Provisioning provisioning) {
        caretaker.comes(provisioning);
    }

    void unsetProvisioning(Provisioning provisioning) {
        caretaker.goes(provisioning);
    }

    @Override
    public Admission admit(Knock knock) {
        return gatekeeper.admit(knock);
    }

    @Override
    public Connection connected(StationId id, Link link) {
        KnownStation station = stations.find(id)
                .orElseThrow(() -> new IllegalStateException("Station " + id + " was removed while it came in"));
        clocks.connected(id, zone(station.station().site()));
        KnownStation.Open opened;
        Optional<KnownStation.Open> replaced;
        station.lock().lock();
        try {
            departures.write(station);
            opened = new KnownStation.Open(link, clock.instant());
            store.connected(id, link.protocol(), opened.since());
            replaced = station.open();
            station.opened(opened);
        } finally {
            station.lock().unlock();
        }
        replaced.ifPresent(old -> old.link().close("Another connection took its place."));
        transactions.stationConnected(id, opened.since());
        LOG.info("Station {} came, speaking {}", id, link.protocol());
        return new StationConnection(station, link, departures, transactions, clock);
    }

    @Override
    public Boot booted(StationId id, Hardware hardware, boolean first, Instant receivedAt) {
        boolean waits = stations.find(id)
                .filter(station -> caretaker.holds(station, hardware, first, () -> charging.test(id), receivedAt))
                .isPresent();
        RegistrationStatus answer = waits ? RegistrationStatus.PENDING : registration(id);
        tell(id, station -> {
            store.booted(id, hardware, answer, receivedAt);
            station.booted(hardware, receivedAt);
            LOG.info("Station {} booted: {} {}, told {}", id, hardware.vendor(), hardware.model(), answer);
            topologies
                    .wanted(id, hardware)
                    .filter(wanted -> !wanted.equals(station.topology()))
                    .ifPresent(wanted -> regroup(station, wanted, receivedAt));
        });
        transactions.stationBooted(id, receivedAt);
        caretaker.answered(id);
        Duration interval = answer == RegistrationStatus.ACCEPTED
                ? caretaker.heartbeatInterval(id).orElseGet(() -> Duration.ofSeconds(settings.heartbeatSeconds()))
                : Duration.ofSeconds(settings.retrySeconds());
        return new Boot(answer, interval);
    }

    /**
     * A transaction keeps the connector it began at, so the EVSEs stay as they are while one is open. What was said of the
     * connectors is forgotten: a station tells it again after a boot (OCPP 1.6 §4.2). Memory changes last: what fails in between is
     * done when the station repeats its boot.
     */
    private void regroup(KnownStation station, Topology wanted, Instant at) {
        if (charging.test(station.id())) {
            LOG.info(
                    "The connectors of station {} were not grouped anew, because a transaction runs there",
                    station.id());
            return;
        }
        store.regrouped(station.id(), station.topology(), wanted, at);
        transactions.connectorsRegrouped(station.id(), station.topology(), wanted);
        station.regrouped(wanted);
        LOG.info("The connectors of station {} are grouped anew: \"{}\"", station.id(), wanted);
    }

    @Override
    public Topology topology(StationId id) {
        return stations.find(id).map(KnownStation::topology).orElse(Topology.EACH_ITS_OWN);
    }

    @Override
    public void statusReported(StationId id, StatusReport report) {
        boolean isNow =
                stations.find(id).map(station -> statuses.take(station, report)).orElse(true);
        if (isNow) {
            transactions.connectorReported(id, report);
        }
    }

    @Override
    public void firmwareStatusReported(StationId id, String status, Instant receivedAt) {
        tell(id, station -> store.firmwareStatus(id, status, receivedAt));
    }

    @Override
    public void logStatusReported(StationId id, String status, Instant receivedAt) {
        tell(id, station -> store.logStatus(id, status, receivedAt));
    }

    @Override
    public void clockSeen(StationId id, Instant stationTime, Instant receivedAt) {
        if (stations.find(id).isPresent()) {
            clocks.seen(id, stationTime, receivedAt, false);
        }
    }

    @Override
    public RegistrationStatus registration(StationId id) {
        return stations.find(id).map(KnownStation::registration).orElse(RegistrationStatus.REJECTED);
    }

    @Override
    public boolean held(StationId id) {
        return caretaker.held(id);
    }

    @Override
    public Optional<StationState> find(StationId id) {
        return stations.find(id).map(station -> station.state(clocks.clock(id)));
    }

    @Override
    public Page<StationState> page(Scope scope, String search, Page.Request request) {
        return stations.page(scope, search, request);
    }

    @Override
    public Stations.Totals totals(Scope scope) {
        return stations.totals(scope);
    }

    @Override
    public StationControl control(StationId id) {
        return stations.find(id)
                .flatMap(station -> station.open()
                        .<StationControl>map(open -> new RecordedControl(
                                station, open.link().control(), store, passwords, transactions, clock)))
                .orElse(OFFLINE);
    }

    @Override
    public List<HardwareSeen> hardwareHistory(StationId id) {
        return store.hardware(id);
    }

    @Override
    public List<Location> locations() {
        return locations;
    }

    @Override
    public List<Credential> register(List<NewStation> wanted) {
        return register.add(wanted);
    }

    @Override
    public Optional<ChargingStation> change(StationId id, SiteId site, String label, RegistrationStatus registration) {
        return register.change(id, site, label, registration);
    }

    @Override
    public Optional<Credential> renewPassword(StationId id, Optional<String> password) {
        return register.renewPassword(id, password);
    }

    @Override
    public Optional<Credential> firstPassword(StationId id) {
        return register.firstPassword(id);
    }

    /**
     * A station that takes the identity later is another one, so that nothing decided for this one may hold for it. Forgotten
     * first: should the server die in between, a station is left that lets in fewer, not more.
     */
    @Override
    public boolean remove(StationId id) {
        if (stations.find(id).isEmpty()) {
            return false;
        }
        if (charging.test(id)) {
            throw new IllegalArgumentException(
                    "A transaction is open at this station, and nobody could tell its end any more."
                            + " Wait for it, or open the transaction and decide its end in its review; then remove the station.");
        }
        policies.freeVend(id, false);
        caretaker.forget(id);
        transactions.stationRemoved(id);
        boolean removed = register.remove(id);
        transactions.stationRemoved(id); // what it accepted in between
        clocks.forget(id);
        return removed;
    }

    @Override
    public List<Newcomer> newcomers() {
        return register.newcomers();
    }

    @Override
    public Commissioning openCommissioning(Duration length, Optional<String> from) {
        return gatekeeper.open(length, from);
    }

    @Override
    public void closeCommissioning() {
        gatekeeper.close();
    }

    @Override
    public Optional<Commissioning> commissioning() {
        return gatekeeper.commissioning();
    }

    @Override
    public boolean acceptsUnknown() {
        return gatekeeper.acceptsUnknown();
    }

    private ZoneId zone(SiteId site) {
        return locations.stream()
                .filter(location -> location.id().equals(site))
                .findFirst()
                .map(Location::zone)
                .orElse(ZoneOffset.UTC);
    }

    /** Does something to a station under its lock. One that was removed meanwhile is told nothing; its connection is closing. */
    private void tell(StationId id, Consumer<KnownStation> work) {
        stations.find(id).ifPresent(station -> {
            station.lock().lock();
            try {
                work.accept(station);
            } finally {
                station.lock().unlock();
            }
        });
    }
}

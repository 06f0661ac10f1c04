package org.ohmstead.rest;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.AvailabilityLedger;
import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.FaultCode.Severity;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Party;
import org.ohmstead.api.model.Refusal;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;

/** The services that REST calls, in memory and as simple as they can be while keeping their promises: also those of stations. */
public final class House extends ChargingRecords {

    public final Map<StationId, ChargingStation> registered = new ConcurrentSkipListMap<>();
    public final Map<StationId, StationControl> controls = new ConcurrentSkipListMap<>();
    public final Map<StationId, List<AvailabilityLedger.Interval>> ledgers = new ConcurrentSkipListMap<>();
    public volatile boolean journalIsPruned;
    public final Map<StationId, List<StatusReport>> said = new ConcurrentSkipListMap<>();
    public final Map<StationId, Refusal> refusals = new ConcurrentSkipListMap<>();
    public final List<Exclusion> exclusions = new CopyOnWriteArrayList<>();
    private Optional<StationRegister.Commissioning> window = Optional.empty();

    public StationId station(String id) {
        var station = new StationId(id);
        registered.put(
                station,
                new ChargingStation(
                        station, SiteId.DEFAULT, "Gate", RegistrationStatus.ACCEPTED, Optional.empty(), NOW));
        return station;
    }

    public final Stations stations = new Stations() {
        @Override
        public Optional<StationState> find(StationId station) {
            return Optional.ofNullable(registered.get(station)).map(this::state);
        }

        private StationState state(ChargingStation station) {
            boolean online = controls.containsKey(station.id());
            return new StationState(
                    station,
                    online,
                    online ? Optional.of("ocpp1.6") : Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    said.getOrDefault(station.id(), List.of()),
                    Optional.ofNullable(refusals.get(station.id())));
        }

        @Override
        public Page<StationState> page(Scope scope, String search, Page.Request request) {
            List<StationState> found = registered.values().stream()
                    .filter(station -> scope.includes(station.site()))
                    .filter(station ->
                            station.id().value().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)))
                    .map(this::state)
                    .toList();
            return cut(found, request, state -> state.station().id().value());
        }

        @Override
        public Totals totals(Scope scope) {
            return new Totals(registered.size(), controls.size(), 0);
        }

        @Override
        public StationControl control(StationId station) {
            return controls.getOrDefault(station, OfflineStation.CONTROL);
        }

        @Override
        public List<HardwareSeen> hardwareHistory(StationId station) {
            return List.of(new HardwareSeen(
                    NOW,
                    new Hardware(
                            "",
                            "SCH2S22P",
                            Optional.of("EVB1A22P4RI3N21100141110001208"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())));
        }

        @Override
        public List<Location> locations() {
            return List.of(new Location(
                    SiteId.DEFAULT,
                    "Depot",
                    ZoneId.of("Europe/Amsterdam"),
                    Currency.getInstance("EUR"),
                    new Party("NL", "OHM")));
        }
    };

    /** Wants something of CP-1 only. */
    public final Provisioning provisioning = new Provisioning() {
        @Override
        public boolean holds(
                StationId station,
                Hardware hardware,
                Instant connectedSince,
                boolean first,
                BooleanSupplier charging,
                Instant receivedAt) {
            return false;
        }

        @Override
        public boolean held(StationId station) {
            return false;
        }

        @Override
        public Optional<Duration> heartbeatInterval(StationId station) {
            return Optional.empty();
        }

        @Override
        public void answered(StationId station) {}

        @Override
        public Optional<State> state(StationId station) {
            Item refused = new Item(
                    "HeartbeatInterval", "300", Optional.of("14400"), Standing.REFUSED, Optional.of("NotSupported"));
            return station.value().equals("CP-1")
                    ? Optional.of(new State(Phase.CONFIGURED, "acme", NOW, false, List.of(refused)))
                    : Optional.empty();
        }

        @Override
        public void forget(StationId station) {}

        @Override
        public boolean configureNow(StationId station) {
            return state(station).isPresent();
        }

        @Override
        public boolean forgetRefusals(StationId station) {
            return state(station).isPresent();
        }
    };

    /** Those that never showed a password. */
    public final Set<StationId> unproven = new HashSet<>();

    public final StationRegister register = new StationRegister() {
        @Override
        public List<Credential> register(List<NewStation> wanted) {
            List<Credential> credentials = new ArrayList<>();
            for (NewStation station : wanted) {
                if (registered.containsKey(station.id())) {
                    throw new IllegalArgumentException("There is a station " + station.id() + " already.");
                }
                credentials.add(new Credential(station.id(), station.password().orElse("made-by-the-server")));
            }
            wanted.forEach(station -> registered.put(
                    station.id(),
                    new ChargingStation(
                            station.id(),
                            station.site(),
                            station.label(),
                            RegistrationStatus.ACCEPTED,
                            Optional.empty(),
                            NOW)));
            return credentials;
        }

        @Override
        public Optional<ChargingStation> change(
                StationId station, SiteId site, String label, RegistrationStatus registration) {
            return Optional.ofNullable(registered.computeIfPresent(
                    station,
                    (id, old) ->
                            new ChargingStation(id, site, label, registration, old.hardware(), old.registeredAt())));
        }

        @Override
        public Optional<Credential> renewPassword(StationId station, Optional<String> password) {
            return Optional.ofNullable(registered.get(station))
                    .map(known -> new Credential(station, password.orElse("made-by-the-server")));
        }

        @Override
        public Optional<Credential> firstPassword(StationId station) {
            return unproven.remove(station)
                    ? Optional.of(new Credential(station, "made-by-the-server"))
                    : Optional.empty();
        }

        @Override
        public boolean remove(StationId station) {
            if (history.count(
                            TransactionHistory.Query.all(Scope.ALL).at(station).thatAreOpen())
                    > 0) {
                throw new IllegalArgumentException("Decide its end first.");
            }
            return registered.remove(station) != null;
        }

        @Override
        public Commissioning openCommissioning(Duration length, Optional<String> from) {
            if (from.filter(range -> range.indexOf('/') < 0).isPresent()) {
                throw new IllegalArgumentException("An address range looks like 10.1.0.0/16.");
            }
            window = Optional.of(new Commissioning(NOW.plus(length), from));
            return window.get();
        }

        @Override
        public void closeCommissioning() {
            window = Optional.empty();
        }

        @Override
        public Optional<Commissioning> commissioning() {
            return window;
        }

        @Override
        public boolean acceptsUnknown() {
            return false;
        }

        @Override
        public List<Newcomer> newcomers() {
            return List.of(
                    new Newcomer(new StationId("CP-8"), Optional.empty(), NOW),
                    new Newcomer(new StationId("CP-9"), Optional.of(InetAddress.getLoopbackAddress()), NOW));
        }
    };

    public final FaultCodes faultCodes =
            (hardware, report) -> report.errorCode().filter("GroundFailure"::equals).stream()
                    .map(code -> new FaultCode(code, Severity.DANGER, "It leaks.", "Take it out of service."))
                    .toList();

    public final AvailabilityLedger ledger = new AvailabilityLedger() {
        @Override
        public List<EvseId> evses(StationId station) {
            return ledgers.getOrDefault(station, List.of()).isEmpty() ? List.of() : List.of(new EvseId(1));
        }

        @Override
        public Page<Interval> intervals(
                StationId station, EvseId evse, Instant from, Instant to, Page.Request request) {
            List<Interval> touched = ledgers.get(station).stream()
                    .filter(interval ->
                            interval.to().isAfter(from) && interval.from().isBefore(to))
                    .toList();
            return cut(touched, request, interval -> interval.to().toString());
        }

        @Override
        public List<Summary> summaries(StationId station, Instant from, Instant to) {
            Map<State, Duration> time = new EnumMap<>(State.class);
            List<Interval> all = ledgers.getOrDefault(station, List.of());
            all.forEach(interval ->
                    time.merge(interval.state(), Duration.between(interval.from(), interval.to()), Duration::plus));
            return all.isEmpty()
                    ? List.of()
                    : List.of(new Summary(
                            new EvseId(1), all.getFirst().from(), all.getLast().to(), time, all.size() - 1));
        }

        @Override
        public Exclusion exclude(
                StationId station,
                EvseId evse,
                Instant from,
                Instant to,
                Exclusion.Reason reason,
                String evidence,
                String who) {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("It has to end after it begins.");
            }
            exclusions.addFirst(new Exclusion(
                    exclusions.size() + 1L, station, evse, from, to, reason, evidence, who, NOW, Optional.empty()));
            return exclusions.getFirst();
        }

        @Override
        public Optional<Exclusion> revoke(StationId station, long exclusion, String who) {
            Optional<Exclusion> known = exclusions(station).stream()
                    .filter(one -> one.id() == exclusion)
                    .findFirst();
            known.ifPresent(exclusions::remove);
            return known;
        }

        @Override
        public List<Exclusion> exclusions(StationId station) {
            return exclusions.stream()
                    .filter(one -> one.station().equals(station))
                    .toList();
        }

        @Override
        public void rebuild() {
            if (journalIsPruned) {
                throw new IllegalStateException("The beginning of the journal is pruned.");
            }
            ledgers.clear();
        }
    };
}

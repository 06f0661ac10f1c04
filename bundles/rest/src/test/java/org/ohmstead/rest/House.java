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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.AvailabilityLedger;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.LogLevels;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.FaultCode.Severity;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Party;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Refusal;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;

/** The services that REST calls, in memory and as simple as they can be while keeping their promises. */
public final class House {

    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    public final Map<StationId, ChargingStation> registered = new ConcurrentSkipListMap<>();
    public final Map<StationId, StationControl> controls = new ConcurrentSkipListMap<>();
    public final Map<String, Token> cards = new ConcurrentSkipListMap<>();
    public final Map<TransactionId, Transaction> transactions =
            new ConcurrentSkipListMap<>((a, b) -> Long.compare(b.value(), a.value()));
    public final Map<TransactionId, List<Reading>> readings =
            new TreeMap<>((a, b) -> Long.compare(a.value(), b.value()));
    public final List<JournalEntry> entries = new CopyOnWriteArrayList<>();
    public final List<FrameTap.SeenFrame> frameLog = new CopyOnWriteArrayList<>();
    public final List<Audit.Entry> trail = new CopyOnWriteArrayList<>();
    public volatile boolean diskIsFull;
    public final List<Consumer<FrameTap.PassedFrame>> frameViewers = new CopyOnWriteArrayList<>();
    public final List<Consumer<TransactionHistory.LiveReading>> readingViewers = new CopyOnWriteArrayList<>();
    public final FewReviews reviews = new FewReviews();
    public final Map<StationId, List<AvailabilityLedger.Interval>> ledgers = new ConcurrentSkipListMap<>();
    public volatile boolean journalIsPruned;
    public final Map<StationId, List<StatusReport>> said = new ConcurrentSkipListMap<>();
    public final Map<StationId, Refusal> refusals = new ConcurrentSkipListMap<>();
    public final List<Exclusion> exclusions = new CopyOnWriteArrayList<>();
    private final List<Runnable> appendListeners = new CopyOnWriteArrayList<>();
    private Optional<StationRegister.Commissioning> window = Optional.empty();

    public StationId station(String id) {
        var station = new StationId(id);
        registered.put(
                station,
                new ChargingStation(
                        station, SiteId.DEFAULT, "Gate", RegistrationStatus.ACCEPTED, Optional.empty(), NOW));
        return station;
    }

    public void append(Optional<StationId> station, Fact fact) {
        append(NOW, station, fact);
    }

    public void append(Instant receivedAt, Optional<StationId> station, Fact fact) {
        entries.add(new JournalEntry(
                new JournalPosition(1, entries.size() + 1L),
                Optional.empty(),
                receivedAt,
                SiteId.DEFAULT,
                station,
                fact));
        appendListeners.forEach(Runnable::run);
    }

    /** Whether somebody waits for what is appended. */
    public boolean isListening() {
        return !appendListeners.isEmpty();
    }

    private static <T> Page<T> cut(List<T> all, Page.Request request, Function<T, String> key) {
        int from = 0;
        if (request.after().isPresent()) {
            List<String> keys = all.stream().map(key).toList();
            from = keys.indexOf(request.after().get()) + 1;
            if (from == 0) {
                throw new IllegalArgumentException(
                        "For input string: " + request.after().get());
            }
        }
        List<T> items = all.subList(from, Math.min(all.size(), from + request.limit()));
        boolean more = from + items.size() < all.size();
        return new Page<>(items, more ? Optional.of(key.apply(items.getLast())) : Optional.empty());
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

    public final Tokens tokens = new Tokens() {
        private String key(IdToken idToken) {
            return idToken.folded() + " " + idToken.type().toUpperCase(Locale.ROOT);
        }

        /** As a station means it, so that routes have to look twice. */
        @Override
        public Optional<Token> find(IdToken token) {
            Token exact = cards.get(key(token));
            return exact != null
                    ? Optional.of(exact)
                    : cards.values().stream()
                            .filter(card -> card.idToken().folded().equals(token.folded()))
                            .filter(card -> token.type().isEmpty()
                                    || card.idToken().type().isEmpty())
                            .findFirst();
        }

        @Override
        public Page<Token> page(String search, Page.Request request) {
            return cut(List.copyOf(cards.values()), request, token -> key(token.idToken()));
        }

        @Override
        public void put(List<Token> wanted) {
            wanted.forEach(token -> cards.put(key(token.idToken()), token));
        }

        @Override
        public boolean remove(IdToken token) {
            return cards.remove(key(token)) != null;
        }

        @Override
        public Authorization verdict(Token token) {
            return Authorization.of(
                    token.blocked()
                            ? AuthorizationStatus.BLOCKED
                            : token.expires().filter(at -> !NOW.isBefore(at)).isPresent()
                                    ? AuthorizationStatus.EXPIRED
                                    : AuthorizationStatus.ACCEPTED);
        }

        @Override
        public boolean acceptsUnknown() {
            return false;
        }
    };

    public final ChargingPolicies policies = new ChargingPolicies() {
        private final Map<String, TokenGroup> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Set<SiteId> sites = new HashSet<>();
        private final Set<StationId> freeStations = new HashSet<>();

        @Override
        public List<TokenGroup> groups() {
            return List.copyOf(groups.values());
        }

        @Override
        public void put(TokenGroup group) {
            groups.put(group.name(), group);
        }

        @Override
        public boolean removeGroup(String name) {
            return groups.remove(name) != null;
        }

        @Override
        public FreeVend freeVend() {
            return new FreeVend(sites, freeStations);
        }

        @Override
        public void freeVend(SiteId site, boolean free) {
            if (free) {
                sites.add(site);
            } else {
                sites.remove(site);
            }
        }

        @Override
        public void freeVend(StationId station, boolean free) {
            if (free) {
                freeStations.add(station);
            } else {
                freeStations.remove(station);
            }
        }
    };

    public final List<RemoteStart> remoteStarts = new ArrayList<>();

    public final TransactionHistory history = new TransactionHistory() {
        @Override
        public Optional<Transaction> find(TransactionId transaction) {
            return Optional.ofNullable(transactions.get(transaction));
        }

        private List<Transaction> matching(Query query) {
            return transactions.values().stream()
                    .filter(it -> query.scope().includes(it.site()))
                    .filter(it -> query.station().map(it.station()::equals).orElse(true))
                    .filter(it -> query.idToken().isEmpty() || query.idToken().equals(it.idToken()))
                    .filter(it -> query.open().map(open -> open == it.open()).orElse(true))
                    .filter(it -> query.startedFrom()
                            .map(from -> !it.begunAt().isBefore(from))
                            .orElse(true))
                    .filter(it -> query.startedTo().map(it.begunAt()::isBefore).orElse(true))
                    .toList();
        }

        @Override
        public Page<Transaction> page(Query query, Page.Request request) {
            return cut(matching(query), request, it -> it.id().toString());
        }

        @Override
        public long count(Query query) {
            return matching(query).size();
        }

        @Override
        public Page<Reading> readings(TransactionId transaction, Page.Request request) {
            return cut(
                    readings.getOrDefault(transaction, List.of()),
                    request,
                    reading -> reading.at().toString());
        }

        @Override
        public List<Transaction> open(Scope scope) {
            return transactions.values().stream().filter(Transaction::open).toList();
        }

        @Override
        public Totals totals(Scope scope) {
            return new Totals(open(scope).size(), new Power(11_000), Energy.ofWattHours(42_000));
        }

        @Override
        public Optional<Reading> latest(TransactionId transaction) {
            return readings.getOrDefault(transaction, List.of()).stream().reduce((a, b) -> b);
        }

        @Override
        public List<RemoteStart> remoteStarts(StationId station) {
            return remoteStarts.stream()
                    .filter(start -> start.station().equals(station))
                    .toList();
        }

        @Override
        public Optional<RegisterKind> registerKind(StationId station) {
            return Optional.of(RegisterKind.LIFETIME);
        }

        @Override
        public AutoCloseable watch(Consumer<LiveReading> viewer) {
            readingViewers.add(viewer);
            return () -> readingViewers.remove(viewer);
        }
    };

    public final Journal journal = new Journal() {
        @Override
        public JournalPosition head() {
            return new JournalPosition(1, entries.size());
        }

        @Override
        public List<JournalEntry> read(JournalPosition after, int limit) {
            return entries.stream()
                    .filter(entry -> entry.position().seq() > after.seq())
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<JournalEntry> read(StationId station, JournalPosition after, int limit) {
            return read(after, Integer.MAX_VALUE).stream()
                    .filter(entry -> entry.station().equals(Optional.of(station)))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<JournalEntry> latest(StationId station, int limit) {
            return latest(station, head(), limit);
        }

        @Override
        public JournalPosition lastBefore(Instant instant) {
            return new JournalPosition(
                    1,
                    entries.stream()
                            .filter(entry -> entry.receivedAt().isBefore(instant))
                            .count());
        }

        @Override
        public List<JournalEntry> latest(StationId station, JournalPosition upTo, int limit) {
            return entries.reversed().stream()
                    .filter(entry -> entry.station().equals(Optional.of(station)))
                    .filter(entry -> entry.position().seq() <= upTo.seq())
                    .limit(limit)
                    .toList();
        }

        @Override
        public Subscription follow(JournalFollower follower, boolean fromBeginning) {
            throw new UnsupportedOperationException("REST follows nothing");
        }

        @Override
        public Subscription project(JournalProjection projection) {
            throw new UnsupportedOperationException("REST projects nothing");
        }

        @Override
        public List<FollowerState> followers() {
            return List.of(new FollowerState("csv", head(), 0, true, Optional.empty()));
        }

        @Override
        public Subscription onAppend(Runnable listener) {
            appendListeners.add(listener);
            return () -> appendListeners.remove(listener);
        }
    };

    public final Audit audit = new Audit() {
        @Override
        public void record(String who, String action, String subject, Optional<String> before, Optional<String> after) {
            if (diskIsFull) {
                throw new StoreUnavailable("The disk is full", false, null);
            }
            trail.add(new Entry(trail.size() + 1L, NOW, who, action, subject, before, after, "5ea1" + trail.size()));
        }

        @Override
        public Page<Entry> page(Page.Request request) {
            return cut(trail.reversed(), request, entry -> Long.toString(entry.number()));
        }

        @Override
        public Verification verify(Optional<String> noted) {
            Optional<Broken> broken =
                    noted.map(seal -> new Broken(Optional.of(7L), "No entry has the seal that was noted."));
            return new Verification(
                    trail.size(), trail.isEmpty() ? "" : trail.getLast().seal(), broken);
        }
    };

    public final FrameTap frames = new FrameTap() {
        @Override
        public AutoCloseable watch(StationId station, Consumer<PassedFrame> viewer) {
            frameViewers.add(viewer);
            return () -> frameViewers.remove(viewer);
        }

        @Override
        public AutoCloseable watchAll(Consumer<PassedFrame> viewer) {
            throw new AssertionError("REST shows one station at a time");
        }
    };

    /** A station says it. */
    public void says(String station, String shown, String kept) {
        var frame = new FrameTap.PassedFrame() {
            @Override
            public int length() {
                return shown.length();
            }

            @Override
            public FrameTap.SeenFrame shown() {
                return new FrameTap.SeenFrame(new StationId(station), NOW, true, shown);
            }

            @Override
            public FrameTap.SeenFrame kept() {
                return new FrameTap.SeenFrame(new StationId(station), NOW, true, kept);
            }
        };
        frameViewers.forEach(viewer -> viewer.accept(frame));
    }

    public final LogLevels logLevels = new LogLevels() {
        private final Map<String, Setting> changed = new ConcurrentSkipListMap<>();

        @Override
        public List<Setting> settings() {
            return List.copyOf(changed.values());
        }

        @Override
        public Setting set(String logger, Level level, Optional<Duration> lasts) {
            if (logger.startsWith(".")) {
                throw new IllegalArgumentException("A logger is called like a package");
            }
            if (logger.equals("org.old")) {
                throw new IllegalStateException("logback.xml does not include it");
            }
            Setting setting = new Setting(logger, level, lasts.map(NOW::plus));
            changed.put(logger, setting);
            return setting;
        }

        @Override
        public Optional<Setting> reset(String logger) {
            return Optional.ofNullable(changed.remove(logger));
        }
    };

    public final WireLog wireLog = (query, request) -> cut(
            frameLog.stream()
                    .filter(frame ->
                            query.station().map(frame.station()::equals).orElse(true))
                    .filter(frame ->
                            !frame.at().isBefore(query.from()) && frame.at().isBefore(query.to()))
                    .toList(),
            request,
            frame -> frame.at().toString());

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

    /** Of card 04A1B2C3 at EVSE 1, begun with 1 kWh; ended with 7200.5 Wh more unless it is open. */
    public Transaction transaction(long id, String station, boolean open) {
        Optional<Transaction.Ending> ending = open
                ? Optional.empty()
                : Optional.of(new Transaction.Ending(
                        NOW.plusSeconds(60),
                        NOW.plusSeconds(61),
                        Optional.of(new Energy(8_200_500)),
                        "Local",
                        Optional.of(IdToken.of("04A1B2C3")),
                        false));
        var transaction = new Transaction(
                new TransactionId(id),
                new StationId(station),
                SiteId.DEFAULT,
                Connector.of(1),
                "17",
                Optional.of(IdToken.of("04A1B2C3")),
                AuthorizationStatus.ACCEPTED,
                NOW.plusSeconds(id),
                NOW,
                Optional.of(Energy.ofWattHours(1_000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ending,
                Set.of(TransactionFlag.SUPERSEDED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        transactions.put(transaction.id(), transaction);
        return transaction;
    }

    /** Something for the journal that changes a station. */
    public static Fact stationFact() {
        return new Facts.StationConnected("ocpp1.6");
    }
}

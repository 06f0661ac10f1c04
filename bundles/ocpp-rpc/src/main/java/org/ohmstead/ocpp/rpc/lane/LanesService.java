package org.ohmstead.ocpp.rpc.lane;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppDialect;
import org.ohmstead.api.settings.Counts;
import org.ohmstead.ocpp.rpc.Lane;
import org.ohmstead.ocpp.rpc.Lanes;
import org.ohmstead.ocpp.rpc.Wire;
import org.ohmstead.ocpp.rpc.policy.WirePolicies;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lanes and all dialects, and what happens between them when a dialect comes or goes. */
@Component(
        service = {Lanes.class, FrameTap.class, HealthCheck.class},
        immediate = true,
        configurationPid = "org.ohmstead.ocpp.rpc")
@Designate(ocd = LanesService.Settings.class)
public final class LanesService implements Lanes, FrameTap, HealthCheck {

    private static final Logger log = LoggerFactory.getLogger(LanesService.class);

    /** Patience with stations and with protocol versions that are being replaced. */
    @Counts(when = Counts.When.STATIONS_RECONNECT)
    @ObjectClassDefinition(
            name = "OCPP messages",
            description = "How long the server waits for answers of stations, and for a protocol version that is being"
                    + " replaced.")
    public @interface Settings {

        @AttributeDefinition(
                description =
                        "A station that has not answered a command after so many seconds is taken to have missed it.",
                min = "1",
                max = "600")
        int answerSeconds() default 30;

        @AttributeDefinition(
                description =
                        "A command that could not be sent within so many seconds, because others were before it, is"
                                + " dropped.",
                min = "1",
                max = "600")
        int queueSeconds() default 30;

        @AttributeDefinition(description = "How many commands may wait for one station.", min = "1", max = "1000")
        int queueLength() default 32;

        @AttributeDefinition(
                description = "How deep a message of a station may be nested. OCPP needs about twelve.",
                min = "8",
                max = "63")
        int maxDepth() default 32;

        @AttributeDefinition(
                description =
                        "While a protocol version is being replaced its stations stay connected; after so many seconds"
                                + " without a successor they are disconnected.",
                min = "1",
                max = "3600")
        int parkSeconds() default 60;
    }

    private final Rules rules;
    private final WirePolicies policies;
    private final FrameTaps taps;
    private final Dialects dialects = new Dialects();
    private final Set<StationLane> lanes = ConcurrentHashMap.newKeySet();
    private final AtomicLong generation;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ocpp-rpc").factory());
    private volatile LaneMeters meters = LaneMeters.none();
    private Meters meterService;

    @Activate
    public LanesService(Settings settings, @Reference WirePolicies policies) {
        this(Rules.of(settings), policies, Clock.systemUTC());
    }

    LanesService(Rules rules, WirePolicies policies, Clock clock) {
        this.rules = rules;
        this.policies = policies;
        this.taps = new FrameTaps(clock);
        // Connections of an earlier run of the server had other numbers, so that their message ids never come again.
        this.generation = new AtomicLong(clock.millis());
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDialect(OcppDialect dialect, Map<String, Object> properties) {
        int ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
        Dialects.Entry entry = dialects.add(dialect, ranking);
        List<StationLane> waiting = speaking(entry.subprotocol());
        waiting.forEach(lane -> lane.take(dialect, entry.spelling()));
        log.info("{} is spoken here", entry.subprotocol());
    }

    /** Blocks until the dialect has finished what it had begun, since afterwards the services it uses may be gone. */
    void removeDialect(OcppDialect dialect) {
        dialects.remove(dialect).ifPresent(entry -> {
            long until = System.nanoTime() + rules.handOverTime().toNanos();
            List<StationLane> left = speaking(entry.subprotocol()).stream()
                    .filter(lane -> lane.leave(dialect))
                    .toList();
            left.forEach(lane -> lane.awaitQuiet(dialect, until));
            left.forEach(lane -> lane.part(dialect));
            Optional<Dialects.Entry> successor = dialects.speaking(entry.subprotocol());
            successor.ifPresent(next -> left.forEach(lane -> lane.take(next.dialect(), next.spelling())));
            if (successor.isEmpty()) {
                log.info(
                        "{} is not spoken any more, {} connections wait for a successor",
                        entry.subprotocol(),
                        left.size());
                timer.schedule(this::closeParked, rules.parkTime().toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setMeters(Meters service) {
        meterService = service;
        meters = LaneMeters.of(
                service,
                lanes::size,
                () -> lanes.stream().mapToInt(StationLane::unanswered).sum());
    }

    /** A successor is set before its predecessor is unset. */
    synchronized void unsetMeters(Meters service) {
        if (meterService == service) {
            meterService = null;
            meters.gauges().close();
            meters = LaneMeters.none();
        }
    }

    @Override
    public Optional<String> choose(List<String> offered) {
        return offered.stream()
                .filter(one -> dialects.spelling(one, rules.parkTime()).isPresent())
                .findFirst();
    }

    @Override
    public Lane open(StationId station, String subprotocol, Wire wire) {
        Spelling spelling = dialects.spelling(subprotocol, rules.parkTime())
                .orElseThrow(() -> new IllegalArgumentException("Nobody speaks " + subprotocol));
        StationLane lane = new StationLane(station, subprotocol, generation.incrementAndGet(), wire, spelling, this);
        lanes.add(lane);
        dialects.speaking(subprotocol)
                .ifPresentOrElse(
                        entry -> settleIn(lane, entry),
                        () -> timer.schedule(this::closeParked, rules.parkTime().toMillis(), TimeUnit.MILLISECONDS));
        return lane;
    }

    /** The dialect may go while the lane is opening: then whoever removes it may not have seen the lane. */
    private void settleIn(StationLane lane, Dialects.Entry entry) {
        lane.take(entry.dialect(), entry.spelling());
        if (!dialects.has(entry.dialect())) {
            lane.leave(entry.dialect());
            lane.part(entry.dialect());
            dialects.speaking(entry.subprotocol()).ifPresent(next -> lane.take(next.dialect(), next.spelling()));
        }
    }

    private List<StationLane> speaking(String subprotocol) {
        return lanes.stream()
                .filter(lane -> lane.subprotocol.equals(subprotocol))
                .toList();
    }

    private void closeParked() {
        lanes.forEach(lane -> lane.closeIfParkedFor(rules.parkTime()));
    }

    void ended(StationLane lane) {
        lanes.remove(lane);
    }

    @Override
    public AutoCloseable watch(StationId station, Consumer<PassedFrame> viewer) {
        return taps.watch(station, viewer);
    }

    @Override
    public AutoCloseable watchAll(Consumer<PassedFrame> viewer) {
        return taps.watchAll(viewer);
    }

    @Override
    public String name() {
        return "ocpp";
    }

    @Override
    public Health check() {
        List<String> spoken = dialects.subprotocols();
        long parked = lanes.stream().filter(StationLane::parked).count();
        if (spoken.isEmpty() || parked > 0) {
            return new Health(
                    Status.WARN,
                    (parked == 1 ? "One connected station waits" : parked + " connected stations wait")
                            + " for a protocol version. Spoken: "
                            + (spoken.isEmpty() ? "none" : String.join(", ", spoken)) + ".",
                    "Start the bundle of the protocol version that is missing, for example org.ohmstead.ocpp16.");
        }
        return Health.ok(lanes.size() + " stations connected. Spoken: " + String.join(", ", spoken));
    }

    Rules rules() {
        return rules;
    }

    WirePolicies policies() {
        return policies;
    }

    FrameTaps taps() {
        return taps;
    }

    LaneMeters meters() {
        return meters;
    }
}

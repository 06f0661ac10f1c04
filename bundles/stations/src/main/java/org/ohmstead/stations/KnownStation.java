package org.ohmstead.stations;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.ohmstead.api.csms.StationAdmission.Link;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Refusal;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationClock;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.ohmstead.stations.store.Repetition;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.PasswordHash;
import org.ohmstead.stations.store.StationStore.Stored;

/** What memory holds of one station. Read by anybody; changed under its lock, and only to what the store has. */
final class KnownStation {

    /** No station has more plugs; one that reports more is mistaken or means harm. */
    static final int MOST_CONNECTORS = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile ChargingStation station;
    private volatile Optional<PasswordHash> password;
    private volatile Optional<PasswordHash> offered = Optional.empty();
    private volatile Optional<Instant> lastBoot;
    private volatile List<StatusReport> connectors;
    private volatile Topology topology;
    private volatile Optional<Open> open = Optional.empty();
    private volatile Optional<InetAddress> cameFrom = Optional.empty();
    private final AtomicReference<Refusal> refusal = new AtomicReference<>(); // null while it is not refused
    private volatile Instant lastHeard;
    private volatile Instant orderedAt = Instant.EPOCH;
    private volatile Optional<Going> untold = Optional.empty();
    private volatile ConnectionTimeOut timeOut = new ConnectionTimeOut();
    private boolean overflowing; // under the lock

    KnownStation(Stored stored) {
        station = stored.station();
        password = stored.password();
        lastBoot = stored.lastBoot();
        topology = stored.topology();
        connectors = List.of();
        stored.connectors().forEach(this::reported);
        lastHeard = Stream.concat(lastBoot.stream(), connectors.stream().map(StatusReport::receivedAt))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** A connection and since when. */
    record Open(Link link, Instant since) {}

    /** The end of a connection. */
    record Going(Instant at, String why) {}

    ReentrantLock lock() {
        return lock;
    }

    StationId id() {
        return station.id();
    }

    ChargingStation station() {
        return station;
    }

    RegistrationStatus registration() {
        return station.registration();
    }

    Optional<PasswordHash> password() {
        return password;
    }

    /** A password it was sent and may have taken: it counts beside the other until it is shown. Forgotten with the server. */
    Optional<PasswordHash> offered() {
        return offered;
    }

    Optional<Open> open() {
        return open;
    }

    Topology topology() {
        return topology;
    }

    /** From where it last came in with the right password, or as a newcomer. */
    Optional<InetAddress> cameFrom() {
        return cameFrom;
    }

    /** As it was told since the latest boot. That nothing was told may be the fault of a connection, and is forgotten with it. */
    ConnectionTimeOut timeOut() {
        return timeOut;
    }

    /** A setting was changed, or may have been. */
    void settingsChanged() {
        timeOut = new ConnectionTimeOut();
    }

    boolean faulted() {
        return connectors.stream().anyMatch(report -> report.status() == ConnectorStatus.FAULTED);
    }

    /**
     * The same contents at the same station time. A report without a time of its own repeats what was told on the same
     * connection, since the boot, and since the station was last ordered in or out of service: what it is then is news.
     */
    boolean repeats(StatusReport report) {
        boolean timeless = report.at().equals(report.receivedAt());
        Instant since = timeless ? Collections.max(List.of(bootedAt(), cameAt(), orderedAt)) : Instant.EPOCH;
        return latest(report.connector())
                .filter(known -> !known.receivedAt().isBefore(since))
                .filter(known -> timeless || report.at().equals(known.at()))
                .filter(known -> Repetition.sameContents(report, known))
                .isPresent();
    }

    /** What was told before says nothing of now. */
    Instant bootedAt() {
        return lastBoot.orElse(Instant.EPOCH);
    }

    private Instant cameAt() {
        return open.map(Open::since).orElse(Instant.EPOCH);
    }

    /** It is about to be asked to go in or out of service. From any thread. */
    void ordered(Instant at) {
        orderedAt = at;
    }

    Optional<StatusReport> latest(Connector connector) {
        return connectors.stream()
                .filter(report -> report.connector().equals(connector))
                .findFirst();
    }

    /** Of an EVSE's several connectors the one that was reported to be taken last: Preparing, as OCPP 1.6 has it. */
    Optional<Connector> takenConnector(EvseId evse) {
        List<StatusReport> of = connectors.stream()
                .filter(report -> report.connector().evse().equals(evse)
                        && report.connector().id() > 0)
                .toList();
        return of.stream()
                .filter(report -> of.size() > 1 && report.status() == ConnectorStatus.OCCUPIED)
                .max(Comparator.comparing(StatusReport::at))
                .map(StatusReport::connector);
    }

    /** Whether there is room for what is reported of a connector. */
    boolean hasRoom(StatusReport report) {
        return connectors.size() < MOST_CONNECTORS || latest(report.connector()).isPresent();
    }

    /** A report finds no room any more; true for the first one of a connection. */
    boolean overflows() {
        boolean first = !overflowing;
        overflowing = true;
        return first;
    }

    StationState state(Optional<StationClock> clock) {
        Optional<Open> connection = open;
        return new StationState(
                station,
                connection.isPresent(),
                connection.map(current -> current.link().protocol()),
                connection.map(Open::since),
                Optional.ofNullable(lastHeard),
                lastBoot,
                clock,
                connectors,
                Optional.ofNullable(refusal.get()));
    }

    void changed(ChargingStation now) {
        if (now.registration() != station.registration()) {
            refusal.set(null);
        }
        station = now;
    }

    void renewed(PasswordHash now) {
        refusal.set(null);
        password = Optional.of(now);
        offered = Optional.empty();
    }

    void offered(PasswordHash maybe) {
        offered = Optional.of(maybe);
    }

    void withdrawn(PasswordHash refused) {
        if (offered.equals(Optional.of(refused))) { // else another was sent meanwhile
            offered = Optional.empty();
        }
    }

    /** It has this password and no other, on disk first. */
    void takes(PasswordHash now, StationStore store) {
        lock.lock();
        try {
            if (store.renewPassword(id(), now)) {
                renewed(now);
            }
        } finally {
            lock.unlock();
        }
    }

    void opened(Open connection) {
        open = Optional.of(connection);
        lastHeard = connection.since();
        overflowing = false;
        if (timeOut.told().isEmpty()) {
            timeOut = new ConnectionTimeOut();
        }
    }

    void closed(Going going) {
        open = Optional.empty();
        untold = Optional.of(going);
    }

    /** That it went, while that is not in the store. */
    Optional<Going> untold() {
        return untold;
    }

    void told() {
        untold = Optional.empty();
    }

    void came(InetAddress from) {
        cameFrom = Optional.of(from);
        refusal.set(null);
    }

    /** It is kept out; from any thread. True for the first try since it came in, or was given another password or standing. */
    boolean refused(Refusal now) {
        return refusal.accumulateAndGet(now, (before, again) -> before == null ? again : before.and(again))
                        .tries()
                == 1;
    }

    void heard(Instant at) {
        lastHeard = at;
    }

    void booted(Hardware hardware, Instant at) {
        ChargingStation before = station;
        station = new ChargingStation(
                before.id(),
                before.site(),
                before.label(),
                before.registration(),
                Optional.of(hardware),
                before.registeredAt());
        lastBoot = Optional.of(at);
        settingsChanged();
    }

    /** Its connectors have other names from now on. */
    void regrouped(Topology now) {
        topology = now;
        connectors = List.of();
    }

    /** The latest report of its connector came again: it is as old as it was, but was heard of now. */
    void toldAgain(StatusReport report) {
        StatusReport known = latest(report.connector()).orElseThrow();
        reported(new StatusReport(
                known.connector(),
                known.status(),
                known.reported(),
                known.chargingState(),
                known.errorCode(),
                known.info(),
                known.vendorErrorCode(),
                known.at(),
                report.receivedAt()));
    }

    void reported(StatusReport report) {
        TreeMap<Connector, StatusReport> sorted = new TreeMap<>();
        connectors.forEach(known -> sorted.put(known.connector(), known));
        sorted.put(report.connector(), report);
        connectors = List.copyOf(sorted.values());
    }
}

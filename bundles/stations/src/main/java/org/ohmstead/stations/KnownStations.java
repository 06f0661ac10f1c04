package org.ohmstead.stations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.csms.Stations.Totals;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.Topology;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.Registration;
import org.ohmstead.stations.store.StationStore.Stored;

/** All registered stations in memory, by id. Thread-safe; reads never wait. */
final class KnownStations {

    private final StationStore store;
    private final StationClocks clocks;
    private final ConcurrentNavigableMap<StationId, KnownStation> byId = new ConcurrentSkipListMap<>();
    private final ReentrantLock registering = new ReentrantLock();

    /** Fills the memory; blocks on the store. */
    KnownStations(StationStore store, StationClocks clocks) {
        this.store = store;
        this.clocks = clocks;
        fill();
    }

    Optional<KnownStation> find(StationId station) {
        return Optional.ofNullable(byId.get(station));
    }

    Collection<KnownStation> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }

    long pending() {
        return byId.values().stream()
                .filter(known -> known.registration() == RegistrationStatus.PENDING)
                .count();
    }

    /**
     * Registers all or none.
     *
     * @return the first that was there already; empty when all are registered now
     */
    Optional<StationId> register(List<Registration> registrations, Instant at) {
        registering.lock();
        try {
            Optional<StationId> taken = firstKnown(registrations);
            if (taken.isPresent()) {
                return taken;
            }
            if (!store.register(registrations, at)) {
                fill(); // an earlier registration, whose outcome was unknown to us, is there
                return firstKnown(registrations);
            }
            for (Registration added : registrations) {
                Stored stored = new Stored(
                        added.station(), added.password(), Optional.empty(), List.of(), Topology.EACH_ITS_OWN);
                byId.put(added.station().id(), new KnownStation(stored));
            }
            return Optional.empty();
        } finally {
            registering.unlock();
        }
    }

    /** @return what it was, if it was there */
    Optional<KnownStation> remove(StationId station, Instant at) {
        registering.lock();
        try {
            boolean removed = store.remove(station, at);
            return Optional.ofNullable(byId.remove(station)).filter(known -> removed);
        } finally {
            registering.unlock();
        }
    }

    Page<StationState> page(Scope scope, String search, Page.Request request) {
        String wanted = search.toUpperCase(Locale.ROOT);
        Collection<KnownStation> rest = request.after()
                .map(StationId::new)
                .map(after -> byId.tailMap(after, false).values())
                .orElse(byId.values());
        List<StationState> items = new ArrayList<>();
        for (KnownStation known : rest) {
            if (!scope.includes(known.station().site()) || !matches(known.station(), wanted)) {
                continue;
            }
            if (items.size() == request.limit()) {
                StationId last = items.getLast().station().id();
                return new Page<>(items, Optional.of(last.value()));
            }
            items.add(known.state(clocks.clock(known.id())));
        }
        return new Page<>(items, Optional.empty());
    }

    Totals totals(Scope scope) {
        int stations = 0;
        int online = 0;
        int faulted = 0;
        for (KnownStation known : byId.values()) {
            if (scope.includes(known.station().site())) {
                stations++;
                online += known.open().isPresent() ? 1 : 0;
                faulted += known.faulted() ? 1 : 0;
            }
        }
        return new Totals(stations, online, faulted);
    }

    private void fill() {
        for (Stored stored : store.stations()) {
            byId.computeIfAbsent(stored.station().id(), id -> new KnownStation(stored));
        }
    }

    private Optional<StationId> firstKnown(List<Registration> registrations) {
        return registrations.stream()
                .map(registration -> registration.station().id())
                .filter(byId::containsKey)
                .findFirst();
    }

    private static boolean matches(ChargingStation station, String wanted) {
        return wanted.isEmpty()
                || contains(station.id().value(), wanted)
                || contains(station.label(), wanted)
                || station.hardware()
                        .map(Hardware::vendor)
                        .filter(v -> contains(v, wanted))
                        .isPresent()
                || station.hardware()
                        .map(Hardware::model)
                        .filter(m -> contains(m, wanted))
                        .isPresent();
    }

    private static boolean contains(String text, String wanted) {
        return text.toUpperCase(Locale.ROOT).contains(wanted);
    }
}

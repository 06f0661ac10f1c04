package org.ohmstead.stations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.ohmstead.api.csms.StationRegister.Credential;
import org.ohmstead.api.csms.StationRegister.NewStation;
import org.ohmstead.api.csms.StationRegister.Newcomer;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.PasswordHash;
import org.ohmstead.stations.store.StationStore.Registration;

/** What people decide about stations. Checks it, stores it, then changes the memory. Thread-safe. */
final class Register {

    private final StationStore store;
    private final KnownStations stations;
    private final Passwords passwords;
    private final List<Location> locations;
    private final Clock clock;

    Register(StationStore store, KnownStations stations, Passwords passwords, List<Location> locations, Clock clock) {
        this.store = store;
        this.stations = stations;
        this.passwords = passwords;
        this.locations = locations;
        this.clock = clock;
    }

    List<Credential> add(List<NewStation> wanted) {
        Set<StationId> ids = new HashSet<>();
        List<Registration> registrations = new ArrayList<>();
        List<Credential> credentials = new ArrayList<>();
        Instant now = clock.instant();
        for (NewStation station : wanted) {
            if (!ids.add(station.id())) {
                throw new IllegalArgumentException("Station " + station.id() + " is in the list twice");
            }
            check(station.site(), station.label());
            String password = station.password().map(passwords::checked).orElseGet(passwords::make);
            ChargingStation added = new ChargingStation(
                    station.id(), station.site(), station.label(), RegistrationStatus.ACCEPTED, Optional.empty(), now);
            registrations.add(new Registration(added, Optional.of(passwords.hash(password))));
            credentials.add(new Credential(station.id(), password));
        }
        stations.register(registrations, now).ifPresent(taken -> {
            throw new IllegalArgumentException("Station " + taken + " is registered already");
        });
        return credentials;
    }

    Optional<ChargingStation> change(StationId id, SiteId site, String label, RegistrationStatus registration) {
        check(site, label);
        Optional<KnownStation> changed = stations.find(id)
                .filter(station -> locked(station, () -> {
                    ChargingStation before = station.station();
                    ChargingStation after = new ChargingStation(
                            id, site, label, registration, before.hardware(), before.registeredAt());
                    boolean stored = after.equals(before) || store.change(after, clock.instant());
                    if (stored) {
                        station.changed(after);
                    }
                    return stored;
                }));
        if (registration == RegistrationStatus.REJECTED) {
            changed.ifPresent(station -> disconnect(station, "The station was rejected."));
        }
        return changed.map(KnownStation::station);
    }

    Optional<Credential> renewPassword(StationId id, Optional<String> password) {
        String fresh = password.map(passwords::checked).orElseGet(passwords::make);
        PasswordHash hash = passwords.hash(fresh);
        Optional<KnownStation> renewed = stations.find(id)
                .filter(station -> locked(station, () -> {
                    boolean stored = store.renewPassword(id, hash);
                    if (stored) {
                        station.renewed(hash);
                    }
                    return stored;
                }));
        renewed.ifPresent(station -> disconnect(station, "The station's password was renewed."));
        return renewed.map(station -> new Credential(id, fresh));
    }

    Optional<Credential> firstPassword(StationId id) {
        String fresh = passwords.make();
        PasswordHash hash = passwords.hash(fresh);
        return stations.find(id)
                .filter(station -> locked(station, () -> {
                    boolean stored = station.password().isEmpty() && store.renewPassword(id, hash);
                    if (stored) {
                        station.renewed(hash);
                    }
                    return stored;
                }))
                .map(station -> new Credential(id, fresh));
    }

    boolean remove(StationId id) {
        Optional<KnownStation> removed = stations.remove(id, clock.instant());
        removed.ifPresent(station -> disconnect(station, "The station was removed."));
        return removed.isPresent();
    }

    List<Newcomer> newcomers() {
        return stations.all().stream()
                .filter(station -> station.registration() == RegistrationStatus.PENDING)
                .map(station -> new Newcomer(
                        station.id(), station.cameFrom(), station.station().registeredAt()))
                .toList();
    }

    private void check(SiteId site, String label) {
        if (locations.stream().noneMatch(location -> location.id().equals(site))) {
            throw new IllegalArgumentException("There is no site " + site);
        }
        if (label.length() > ChargingStation.LONGEST_LABEL) {
            throw new IllegalArgumentException("A label has at most " + ChargingStation.LONGEST_LABEL + " characters");
        }
    }

    private static boolean locked(KnownStation station, BooleanSupplier work) {
        station.lock().lock();
        try {
            return work.getAsBoolean();
        } finally {
            station.lock().unlock();
        }
    }

    private static void disconnect(KnownStation station, String why) {
        station.open().ifPresent(open -> open.link().close(why));
    }
}

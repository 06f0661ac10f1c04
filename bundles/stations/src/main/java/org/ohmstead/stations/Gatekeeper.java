package org.ohmstead.stations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.StationAdmission.Admission;
import org.ohmstead.api.csms.StationAdmission.Knock;
import org.ohmstead.api.csms.StationRegister.Commissioning;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.stations.store.StationStore;
import org.ohmstead.stations.store.StationStore.PasswordHash;
import org.ohmstead.stations.store.StationStore.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who comes in. Every knock costs the same work and every refusal is the same, so that nobody learns which identities
 * exist. Thread-safe.
 */
final class Gatekeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);
    private static final Admission REFUSED = new Admission.Refused();
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);
    private static final int MOST_NEWCOMERS = 1_000;
    private static final int MOST_ON_TRIAL = 20_000;

    private final StationStore store;
    private final KnownStations stations;
    private final Clock clock;
    private final Passwords passwords;
    private final AttemptLimit attempts;
    private final Refusals refusals;
    private volatile boolean acceptUnknown;
    private volatile Window window;

    Gatekeeper(StationStore store, KnownStations stations, Passwords passwords, Clock clock) {
        this.store = store;
        this.stations = stations;
        this.passwords = passwords;
        this.clock = clock;
        this.attempts = new AttemptLimit(clock);
        this.refusals = new Refusals(clock);
    }

    void acceptUnknown(boolean accept) {
        acceptUnknown = accept;
        if (accept) {
            LOG.warn("Every unknown station may connect and charge (acceptUnknown); this is for trials only");
        }
    }

    boolean acceptsUnknown() {
        return acceptUnknown;
    }

    Commissioning open(Duration length, Optional<String> from) {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("Commissioning stays open for at most 24 hours");
        }
        Window opened = new Window(new Commissioning(clock.instant().plus(length), from), from.map(Cidr::parse));
        window = opened;
        LOG.info("Commissioning is open until {} for {}", opened.terms().until(), from.orElse("all addresses"));
        return opened.terms();
    }

    void close() {
        window = null;
    }

    Optional<Commissioning> commissioning() {
        return openWindow().map(Window::terms);
    }

    Admission admit(Knock knock) {
        Optional<KnownStation> known =
                StationId.isValid(knock.identity()) ? stations.find(new StationId(knock.identity())) : Optional.empty();
        Optional<PasswordHash> offered = known.flatMap(KnownStation::offered);
        boolean userFits = userFits(knock);
        boolean proven = passwords.match(known.flatMap(KnownStation::password), knock.password()) & userFits;
        boolean renewed = passwords.match(offered, knock.password()) & userFits;
        boolean familiar = known.flatMap(KnownStation::cameFrom)
                .filter(knock.from()::equals)
                .isPresent();
        // A flood beside it cannot lock a station out: neither where it came in well before, nor, with its password,
        // where only others are guessed at. All stations may come by one proxy.
        boolean tired =
                attempts.exhausted(knock.from(), knock.identity()) || !proven && attempts.exhausted(knock.from());
        if (!familiar && tired) {
            if (!proven && !renewed) {
                known.ifPresent(station -> refusals.of(station, knock));
            }
            return REFUSED;
        }
        if (renewed && known.get().registration() != RegistrationStatus.REJECTED) {
            known.get().takes(offered.get(), store);
            proven = true;
        }
        boolean admitted = known.isPresent() ? admits(known.get(), knock, proven) : registers(knock);
        return admitted ? new Admission.Admitted(new StationId(knock.identity())) : refused(known, knock);
    }

    private boolean admits(KnownStation station, Knock knock, boolean proven) {
        if (station.registration() == RegistrationStatus.REJECTED) {
            return false;
        }
        if (station.password().isPresent()) {
            if (proven) {
                station.came(knock.from());
            }
            return proven;
        }
        // Let in as a newcomer or on trial, and never given a password.
        if (!acceptUnknown && !openFor(knock)) {
            return false;
        }
        station.came(knock.from());
        return acceptUnknown
                || knock.password().isEmpty()
                || adopts(station, knock.password().get());
    }

    private boolean registers(Knock knock) {
        if (!StationId.isValid(knock.identity())) {
            return false;
        }
        if (acceptUnknown) {
            return stations.size() < MOST_ON_TRIAL && register(knock, RegistrationStatus.ACCEPTED, Optional.empty());
        }
        return openFor(knock)
                && stations.pending() < MOST_NEWCOMERS
                && register(knock, RegistrationStatus.PENDING, knock.password().map(passwords::hash));
    }

    private boolean register(Knock knock, RegistrationStatus status, Optional<PasswordHash> password) {
        StationId id = new StationId(knock.identity());
        ChargingStation newcomer =
                new ChargingStation(id, SiteId.DEFAULT, "", status, Optional.empty(), clock.instant());
        Optional<StationId> taken =
                stations.register(List.of(new Registration(newcomer, password)), newcomer.registeredAt());
        if (taken.isPresent()) {
            return false; // it knocked twice at once; the other knock is the one that counts
        }
        stations.find(id).ifPresent(known -> known.came(knock.from()));
        if (status == RegistrationStatus.ACCEPTED) {
            LOG.warn(
                    "Unknown station {} from {} may charge (acceptUnknown)",
                    id,
                    knock.from().getHostAddress());
        } else {
            LOG.info(
                    "Unknown station {} from {} waits to be accepted",
                    id,
                    knock.from().getHostAddress());
        }
        return true;
    }

    /** The first password a newcomer shows is its own from then on, and of two that come at once one is the first. */
    private boolean adopts(KnownStation station, String password) {
        station.lock().lock();
        try {
            PasswordHash hash = passwords.hash(password);
            if (station.password().isEmpty() && store.renewPassword(station.id(), hash)) {
                station.renewed(hash);
            }
            return passwords.match(station.password(), Optional.of(password));
        } finally {
            station.lock().unlock();
        }
    }

    private Admission refused(Optional<KnownStation> known, Knock knock) {
        boolean firstInAWhile = attempts.failed(knock.from(), knock.identity());
        if (known.isPresent()) {
            refusals.of(known.get(), knock);
        } else if (firstInAWhile) {
            refusals.ofStranger(knock);
        }
        return REFUSED;
    }

    private boolean openFor(Knock knock) {
        boolean open = openWindow()
                .filter(current ->
                        current.range().isEmpty() || current.range().get().contains(knock.from()))
                .isPresent();
        return open && (knock.user().isEmpty() || userFits(knock));
    }

    private Optional<Window> openWindow() {
        return Optional.ofNullable(window)
                .filter(current -> clock.instant().isBefore(current.terms().until()));
    }

    /** The user name is the identity (OCPP-J 1.6 §6.2.2). */
    static boolean userFits(Knock knock) {
        return MessageDigest.isEqual(
                knock.user().orElse("").getBytes(StandardCharsets.UTF_8),
                knock.identity().getBytes(StandardCharsets.UTF_8));
    }

    /** A commissioning window and the addresses it is for. */
    private record Window(Commissioning terms, Optional<Cidr> range) {}
}

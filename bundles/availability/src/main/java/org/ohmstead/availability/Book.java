package org.ohmstead.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.journal.Facts.AvailabilityAnswered;
import org.ohmstead.api.journal.Facts.AvailabilityRequested;
import org.ohmstead.api.journal.Facts.ConnectorStatusChanged;
import org.ohmstead.api.journal.Facts.ConnectorsRegrouped;
import org.ohmstead.api.journal.Facts.ServerStarted;
import org.ohmstead.api.journal.Facts.StationConnected;
import org.ohmstead.api.journal.Facts.StationDisconnected;
import org.ohmstead.api.journal.Facts.StationFellSilent;
import org.ohmstead.api.journal.Facts.StationHeardAgain;
import org.ohmstead.api.journal.Facts.StationRegistered;
import org.ohmstead.api.journal.Facts.StationRemoved;
import org.ohmstead.api.journal.Facts.TransactionEnded;
import org.ohmstead.api.journal.Facts.TransactionReopened;
import org.ohmstead.api.journal.Facts.TransactionStarted;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.journal.JournalProjection;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.availability.store.AvailabilityStore;
import org.ohmstead.availability.store.AvailabilityStore.Change;
import org.ohmstead.availability.store.AvailabilityStore.Start;
import org.ohmstead.availability.store.Situation;
import org.ohmstead.availability.store.Situation.Running;
import org.ohmstead.availability.store.Situation.Status;

/** Writes the ledger from the facts of the journal: each fact takes effect once, behind the journal, in pages. */
final class Book implements JournalProjection {

    /** Reports that waited in a station come soon after it is back; what comes later has just happened. */
    static final Duration EMPTYING = Duration.ofMinutes(5);
    /** A clock this far off is right enough. */
    static final Duration RIGHT = Duration.ofMinutes(1);

    /** A restart of the server changes every station: not in one unit, or the writer would keep stations waiting. */
    private static final int STATIONS_AT_ONCE = 100;

    private static final int ALL = Integer.MAX_VALUE;
    private static final int LONGEST_CAUSE = 100;
    private static final Verdict IN_USE = Verdict.of(State.IN_USE);
    private static final Verdict NOT_KNOWN = Verdict.of(State.UNKNOWN, "Not connected");

    private final AvailabilityStore store;
    private final Map<StationId, StationLedger> ledgers = new ConcurrentHashMap<>();
    private final Set<StationId> changed = new LinkedHashSet<>();
    private boolean loaded;

    Book(AvailabilityStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return AvailabilityStore.FOLLOWER;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                "ServerStarted",
                "StationConnected",
                "StationDisconnected",
                "StationFellSilent",
                "StationHeardAgain",
                "StationRegistered",
                "StationRemoved",
                "ConnectorStatusChanged",
                "ConnectorsRegrouped",
                "TransactionStarted",
                "TransactionEnded",
                "TransactionReopened",
                "AvailabilityRequested",
                "AvailabilityAnswered");
    }

    /** From any thread. */
    List<EvseId> evses(StationId station) {
        StationLedger ledger = ledgers.get(station);
        return ledger == null ? List.of() : ledger.evses();
    }

    /** From any thread. */
    Set<StationId> silent() {
        Set<StationId> silent = new LinkedHashSet<>();
        ledgers.forEach((station, ledger) -> {
            if (ledger.isSilent()) {
                silent.add(station);
            }
        });
        return silent;
    }

    /** Fills the memory from the store. */
    void load() {
        Map<StationId, Situation> situations = store.situations();
        ledgers.clear();
        changed.clear();
        situations.forEach((station, situation) -> ledgers.put(station, new StationLedger(station, situation)));
        loaded = true;
    }

    /** What is on disk may be another from now on: memory is filled anew before the next fact. While nothing is followed. */
    void outdated() {
        loaded = false;
    }

    @Override
    public void follow(List<JournalEntry> entries, JournalPosition reached) {
        if (!loaded) {
            load();
        }
        // Should the store fail on the way, memory would know more than it: then memory is filled anew.
        loaded = false;
        entries.forEach(this::take);
        save(Optional.of(reached));
        loaded = true;
    }

    private void take(JournalEntry entry) {
        if (entry.fact() instanceof ServerStarted fact) {
            Instant started = entry.receivedAt();
            Instant lastAlive = fact.lastAlive().filter(started::isAfter).orElse(started);
            ledgers.forEach((station, ledger) -> {
                if (ledger.isNews(entry.position().seq())) {
                    ledger.advance(lastAlive);
                    ledger.serverStarted(lastAlive, started);
                    taken(station, ledger, entry);
                }
            });
            return;
        }
        StationId station = entry.station().orElseThrow();
        if (entry.fact() instanceof StationRegistered) {
            begin(station, entry);
            return;
        }
        StationLedger ledger = ledgers.computeIfAbsent(station, StationLedger::new);
        if (ledger.isNews(entry.position().seq())) {
            ledger.advance(entry.receivedAt());
            take(station, ledger, entry);
            taken(station, ledger, entry);
        }
    }

    /** One that takes the identity of a removed station is another one: it is not charged with what that one was. */
    private void begin(StationId station, JournalEntry entry) {
        StationLedger before = ledgers.get(station);
        if (before != null && before.isNews(entry.position().seq())) {
            StationLedger fresh = before.anew();
            ledgers.put(station, fresh);
            taken(station, fresh, entry);
        }
    }

    private void taken(StationId station, StationLedger ledger, JournalEntry entry) {
        ledger.taken(entry.position().seq(), entry.receivedAt());
        changed.add(station);
    }

    private void take(StationId station, StationLedger ledger, JournalEntry entry) {
        Instant at = entry.receivedAt();
        switch (entry.fact()) {
            case StationConnected fact -> ledger.connected(at);
            case StationDisconnected fact -> ledger.disconnected(at);
            case StationRemoved fact -> ledger.disconnected(at);
            case StationFellSilent fact -> ledger.fellSilent(fact.lastHeard().truncatedTo(ChronoUnit.MICROS));
            case StationHeardAgain fact -> ledger.heardAgain(fact.heardAt().truncatedTo(ChronoUnit.MICROS));
            case ConnectorStatusChanged fact -> status(station, ledger, entry, fact);
            case ConnectorsRegrouped fact -> ledger.regrouped(fact.before(), fact.after(), at);
            case TransactionStarted fact -> began(station, ledger, entry, fact);
            case TransactionEnded fact -> ended(station, ledger, entry, fact);
            case TransactionReopened fact -> ledger.began(fact.transaction(), fact.connector(), at, at);
            case AvailabilityRequested fact -> ledger.asked(fact.connector(), fact.operative(), at);
            case AvailabilityAnswered fact -> answered(ledger, fact, at);
            default -> {
                // No other kind is asked for.
            }
        }
    }

    private void status(StationId station, StationLedger ledger, JournalEntry entry, ConnectorStatusChanged fact) {
        Instant at = entry.receivedAt();
        Optional<Instant> happened = waited(ledger, entry);
        if (happened.isPresent()
                && ledger.status(fact.connector())
                        .filter(known -> known.since().isAfter(happened.get()))
                        .isPresent()) {
            return; // older than what is known of the connector
        }
        Optional<String> trouble = fact.errorCode()
                .filter(code -> !code.equals("NoError"))
                .map(code -> code.length() > LONGEST_CAUSE ? code.substring(0, LONGEST_CAUSE) : code);
        Map<EvseId, List<Start>> past = happened.map(from -> {
                    EvseId evse = fact.connector().evse();
                    return past(station, evse.equals(EvseId.STATION) ? ledger.evses() : List.of(evse), from);
                })
                .orElse(Map.of());
        ledger.status(new Status(fact.connector(), fact.status(), trouble, happened.orElse(at)), at);
        happened.ifPresent(from -> fill(ledger, past, from, at));
    }

    private void began(StationId station, StationLedger ledger, JournalEntry entry, TransactionStarted fact) {
        EvseId evse = fact.connector().evse();
        Instant at = entry.receivedAt();
        Optional<Instant> happened = waited(ledger, entry);
        Map<EvseId, List<Start>> past =
                happened.map(from -> past(station, List.of(evse), from)).orElse(Map.of());
        ledger.began(fact.transaction(), fact.connector(), happened.orElse(at), at);
        happened.ifPresent(from -> fill(ledger, past, from, at));
    }

    /** What the station says it was while it was gone takes the place of what nobody knew. */
    private static void fill(StationLedger ledger, Map<EvseId, List<Start>> past, Instant from, Instant at) {
        past.forEach((evse, known) -> {
            Verdict verdict = ledger.verdict(evse);
            ledger.fill(evse, known, tail -> tail.filled(from, at, Tail::unknownOrLate, verdict, at));
        });
    }

    /** A transaction that ends was there all the time, also while the station was gone. */
    private void ended(StationId station, StationLedger ledger, JournalEntry entry, TransactionEnded fact) {
        Optional<Running> transaction = ledger.ended(fact.transaction());
        boolean wasGone = transaction
                .flatMap(it -> ledger.connectedSince().filter(it.since()::isBefore))
                .isPresent();
        if (wasGone && !fact.estimated()) {
            Instant at = entry.receivedAt();
            Instant begin = transaction.get().since();
            Instant end = waited(ledger, entry).orElse(at);
            past(station, List.of(transaction.get().evse()), begin)
                    .forEach((evse, known) -> ledger.fill(
                            evse,
                            known,
                            tail -> tail.filled(begin, end, Tail::unknown, IN_USE, at)
                                    .filled(end, at, Book::inUseAsLearnt, NOT_KNOWN, at)));
        }
    }

    /** What is stored of some EVSEs since a moment. What waits to be stored is stored first. */
    private Map<EvseId, List<Start>> past(StationId station, Collection<EvseId> evses, Instant from) {
        save(Optional.empty());
        Map<EvseId, List<Start>> past = new HashMap<>();
        evses.forEach(evse -> past.put(evse, store.starts(station, evse, from, Instant.MAX, ALL)));
        return past;
    }

    private static boolean inUseAsLearnt(Start start) {
        return start.state() == State.IN_USE && start.learnedAt().isPresent();
    }

    private static void answered(StationLedger ledger, AvailabilityAnswered fact, Instant at) {
        Connector connector = fact.connector();
        switch (fact.outcome()) {
            case ACCEPTED -> {
                if (fact.operative()) {
                    ledger.orderedBack(connector, at);
                } else {
                    ledger.tookOrder(connector, at);
                }
            }
            case SCHEDULED -> {
                if (fact.operative()) {
                    ledger.orderedBack(connector, at);
                }
            }
            case UNKNOWN -> {
                // It may have happened: the order stands, and the station's next word decides.
                if (!fact.operative()) {
                    ledger.unansweredOrder(connector, at);
                }
            }
            default -> {
                if (!fact.operative()) {
                    ledger.refusedOrder(connector);
                }
            }
        }
    }

    /**
     * When a report that waited in the station happened. Believed only if the station's clock was right before it went, and the
     * report comes soon after it came back and names a moment while it was gone. Asks nothing but the journal, so that the same
     * facts give the same ledger for ever.
     */
    private static Optional<Instant> waited(StationLedger ledger, JournalEntry entry) {
        Optional<Instant> told = entry.stationTime().filter(time -> !time.equals(entry.receivedAt()));
        if (told.isEmpty() || ledger.connectedSince().isEmpty()) {
            return Optional.empty();
        }
        boolean emptying =
                entry.receivedAt().isBefore(ledger.connectedSince().get().plus(EMPTYING));
        if (emptying) {
            return told.filter(time -> ledger.clockRight() && ledger.wasGone(time));
        }
        ledger.clockSeen(Duration.between(told.get(), entry.receivedAt()).abs().compareTo(RIGHT) <= 0);
        return Optional.empty();
    }

    private void save(Optional<JournalPosition> reached) {
        List<Change> changes = new ArrayList<>();
        for (StationId station : changed) {
            changes.add(ledgers.get(station).change());
            if (changes.size() == STATIONS_AT_ONCE) {
                store.save(changes, Optional.empty());
                changes.clear();
            }
        }
        if (!changes.isEmpty() || reached.isPresent()) {
            store.save(changes, reached);
        }
        changed.clear();
    }
}

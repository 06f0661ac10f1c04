package org.ohmstead.transactions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Evidence.Kind;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what speaks for and against a running transaction being over while its stop does not come. Ends nothing itself. Used
 * under the station's lock only.
 */
final class LostStops {

    private static final Logger LOG = LoggerFactory.getLogger(LostStops.class);

    private static final Set<ChargingState> IN_USE =
            EnumSet.of(ChargingState.CHARGING, ChargingState.SUSPENDED_EV, ChargingState.SUSPENDED_EVSE);
    /** What a word of the station may refute; what energy flows refutes the rest, but for what lasts. */
    private static final Set<Kind> BY_WORD = EnumSet.of(Kind.STATUS_AVAILABLE, Kind.BOOT);
    /** What energy that flows does not refute: it is longer than cars stay, and the station did accept. */
    private static final Set<Kind> LASTING = EnumSet.of(Kind.AGE, Kind.STOP_ACCEPTED);

    private final ReviewStore reviews;
    private final TransactionStore store;
    private final StationClocks clocks;
    private final BiPredicate<IdToken, IdToken> sameGroup;

    LostStops(
            ReviewStore reviews,
            TransactionStore store,
            StationClocks clocks,
            BiPredicate<IdToken, IdToken> sameGroup) {
        this.reviews = reviews;
        this.store = store;
        this.clocks = clocks;
        this.sameGroup = sameGroup;
    }

    /** Every transaction that began before is doubtful now: some stations lose it, some go on with it. */
    void booted(StationTransactions station, Instant receivedAt) {
        for (RunningTransaction running : station.all()) {
            if (running.stored().startReceivedAt().isBefore(receivedAt)) {
                note(running, evidence(running, Kind.BOOT, receivedAt, receivedAt, ""), Optional.empty());
            }
        }
    }

    /** Connector 0 speaks of the station as a whole (OCPP 1.6 §4.9), so it tells nothing of a stay. */
    void reported(StationTransactions station, StatusReport report) {
        Optional<RunningTransaction> at = station.at(report.connector().evse());
        if (at.isEmpty() || !at.get().stored().connector().equals(report.connector())) {
            return;
        }
        RunningTransaction running = at.get();
        Instant when = Plausibility.believed(report.at(), report.receivedAt());
        boolean after = !when.isBefore(running.stored().startedAt())
                && !report.receivedAt().isBefore(running.stored().startReceivedAt());
        if (report.status() == ConnectorStatus.AVAILABLE && after) {
            Evidence free = evidence(running, Kind.STATUS_AVAILABLE, when, report.receivedAt(), report.reported());
            note(running, free, Optional.empty());
        } else if (report.chargingState().filter(IN_USE::contains).isPresent()) {
            When said = when(running, report.at(), report.receivedAt());
            refute(
                    running,
                    sign -> BY_WORD.contains(sign.kind()) && !said.by(sign).isBefore(sign.at()),
                    report.receivedAt());
        }
    }

    /** Readings of a running transaction; those that waited in the station while the evidence arose prove nothing. */
    void metered(RunningTransaction running, Optional<Register> before, List<Reading> readings) {
        Optional<Reading> moving = readings.stream()
                .filter(reading -> flows(running.stored(), before, reading))
                .reduce((earlier, later) -> later);
        if (moving.isEmpty()) {
            return;
        }
        Instant receivedAt = moving.get().receivedAt();
        running.signs().moved(receivedAt);
        When metered = when(running, moving.get().at(), receivedAt);
        refute(
                running,
                sign -> !LASTING.contains(sign.kind()) && metered.by(sign).isAfter(sign.at()),
                receivedAt);
    }

    private When when(RunningTransaction running, Instant at, Instant receivedAt) {
        return new When(
                Plausibility.believed(at, receivedAt),
                clocks.believe(running.stored().station(), at, receivedAt, true).at());
    }

    /**
     * When something happened.
     *
     * @param told by the station's clock, like most signs
     * @param ours by our clock, by which we know of a boot
     */
    private record When(Instant told, Instant ours) {

        Instant by(Evidence sign) {
            return sign.kind() == Kind.BOOT ? ours : told;
        }
    }

    private static boolean flows(Transaction of, Optional<Register> before, Reading reading) {
        Optional<Energy> known = before.map(Register::energy).or(of::meterStart);
        return reading.energy()
                .filter(energy -> known.isEmpty() || energy.compareTo(known.get()) > 0)
                .isPresent();
    }

    /** A stop that fitted nothing by its id is evidence where exactly one running transaction fits it otherwise. */
    void strayed(StationTransactions station, UnmatchedReport stop) {
        List<RunningTransaction> fitting = station.all().stream()
                .filter(running -> Plausibility.fits(running.transaction(), stop, sameGroup))
                .toList();
        if (fitting.size() == 1) {
            bind(fitting.getFirst(), stop);
        } else {
            station.stray(stop);
        }
    }

    /** A retried start may come after its stop; then the stop waits for it. */
    void begun(StationTransactions station, RunningTransaction running) {
        List<UnmatchedReport> fitting = station.strays().stream()
                .filter(stop -> Plausibility.fits(running.transaction(), stop, sameGroup))
                .toList();
        if (fitting.size() == 1) {
            station.claimed(fitting.getFirst());
            bind(running, fitting.getFirst());
        }
    }

    private void bind(RunningTransaction running, UnmatchedReport stop) {
        note(running, evidence(stop), Optional.of(stop.id()));
    }

    /** The end told last changes nothing, but stands beside the one that counts, for who decides which is true. */
    void endedAgain(Transaction over, UnmatchedReport stop) {
        reviews.keep(over.id(), evidence(stop), Optional.of(stop.id()));
    }

    private static Evidence evidence(UnmatchedReport stop) {
        return new Evidence(
                Kind.STOP_UNMATCHED,
                stop.at(),
                stop.receivedAt(),
                stop.register(),
                stop.stationTransactionId(),
                Optional.empty());
    }

    /** The store ended one because another began; there is nothing to be waited for. */
    void superseded(Transaction old, Transaction successor) {
        reviews.keep(
                old.id(),
                new Evidence(
                        Kind.NEW_START,
                        successor.startedAt(),
                        successor.startReceivedAt(),
                        successor.meterStart(),
                        successor.stationTransactionId(),
                        Optional.empty()),
                Optional.empty());
    }

    /** What only the passing of time tells. An idle meter is noted where it adds to something: cars stand there when full. */
    void aged(RunningTransaction running, Patience patience, Instant now) {
        Transaction transaction = running.transaction();
        if (!now.isBefore(transaction.startReceivedAt().plus(patience.age()))) {
            note(running, evidence(running, Kind.AGE, now, now, ""), Optional.empty());
            flag(running, TransactionFlag.OVERDUE, now);
        }
        boolean doubted = !running.signs().standing().isEmpty();
        if (doubted && !now.isBefore(lastMoved(running).plus(patience.idle()))) {
            Instant since = transaction.latest().map(Register::at).orElse(transaction.startedAt());
            note(running, evidence(running, Kind.METER_IDLE, since, now, ""), Optional.empty());
        }
    }

    /** Accepted only means accepted: the end is awaited. */
    void stopAccepted(RunningTransaction running, Instant askedAt) {
        note(running, evidence(running, Kind.STOP_ACCEPTED, askedAt, askedAt, ""), Optional.empty());
    }

    /** Puts before a person what goes on though its stop was accepted; while the station is away its queue is waited for. */
    void ignored(RunningTransaction running, Optional<Instant> quietSince, Patience patience, Instant now) {
        Optional<Evidence> accepted = running.signs().find(Kind.STOP_ACCEPTED);
        boolean waited = accepted.isPresent()
                && Stream.of(accepted.get().receivedAt(), quietSince.orElse(now))
                        .noneMatch(since -> now.isBefore(since.plus(patience.stop())));
        if (waited && flag(running, TransactionFlag.STOP_IGNORED, now)) {
            LOG.warn(
                    "Station {} accepted to stop transaction {} and goes on with it",
                    running.stored().station(),
                    running.stored().stationTransactionId());
        }
    }

    /** @return whether it is news */
    private boolean flag(RunningTransaction running, TransactionFlag flag, Instant now) {
        boolean news = !running.carries(Set.of(flag));
        if (news) {
            store.flag(running.stored().id(), Set.of(flag), now);
            running.flag(Set.of(flag));
        }
        return news;
    }

    /** After a restart of the server the latest reading counts as movement: that only makes us wait longer. */
    private static Instant lastMoved(RunningTransaction running) {
        return running.signs()
                .movedAt()
                .or(() -> running.metered().latest().map(Reading::receivedAt))
                .orElse(running.stored().startReceivedAt());
    }

    private static Evidence evidence(
            RunningTransaction running, Kind kind, Instant at, Instant receivedAt, String said) {
        Optional<Energy> register = running.transaction().latest().map(Register::energy);
        return new Evidence(kind, at, receivedAt, register, said, Optional.empty());
    }

    private void note(RunningTransaction running, Evidence evidence, Optional<TransactionId> report) {
        if (!running.signs().has(evidence.kind())) {
            reviews.keep(running.stored().id(), evidence, report);
            running.signs().add(evidence);
        }
    }

    private void refute(RunningTransaction running, Predicate<Evidence> wrong, Instant at) {
        List<Evidence> refuted = new ArrayList<>(running.signs().standing());
        refuted.removeIf(wrong.negate());
        if (!refuted.isEmpty()) {
            reviews.refute(running.stored().id(), refuted, at);
            running.signs().remove(refuted);
        }
    }
}

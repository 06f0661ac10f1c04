package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.csms.Reviews.Choice;
import org.ohmstead.api.csms.Reviews.Choice.Accept;
import org.ohmstead.api.csms.Reviews.Choice.Attach;
import org.ohmstead.api.csms.Reviews.Choice.Correct;
import org.ohmstead.api.csms.Reviews.Dossier;
import org.ohmstead.api.csms.Reviews.DoubtfulReport;
import org.ohmstead.api.csms.Reviews.DoubtfulTransaction;
import org.ohmstead.api.csms.Reviews.Result;
import org.ohmstead.api.csms.Reviews.Review;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.Transaction.Ending;
import org.ohmstead.api.model.Transaction.Register;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.transactions.store.Doubts;
import org.ohmstead.transactions.store.ReviewStore;
import org.ohmstead.transactions.store.TransactionStore;

/**
 * What people decide about doubtful transactions and reports. Decides under the station's lock; each step is repeatable, so a
 * decision that was cut off in the middle is finished by deciding again.
 */
final class ReviewDesk {

    private static final int LONGEST_REASON = 500;
    private static final int CANDIDATES = 50;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final ReviewStore reviews;
    private final TransactionStore store;
    private final RunningTransactions running;
    private final Ends ends;
    private final Clock clock;

    ReviewDesk(ReviewStore reviews, TransactionStore store, RunningTransactions running, Ends ends, Clock clock) {
        this.reviews = reviews;
        this.store = store;
        this.running = running;
        this.ends = ends;
        this.clock = clock;
    }

    Optional<Dossier> find(TransactionId id) {
        return reviews.find(id).map(this::dossier);
    }

    /** Of the station at which it is to be decided. */
    static StationId station(Review review) {
        return switch (review) {
            case DoubtfulTransaction of -> of.transaction().station();
            case DoubtfulReport of -> of.report().station();
        };
    }

    private Dossier dossier(Review review) {
        return switch (review) {
            case DoubtfulTransaction of ->
                new Dossier(review, reviews.evidence(of.id()), reviews.reports(of.id()), List.of());
            case DoubtfulReport of -> new Dossier(review, List.of(), List.of(), candidates(of.report()));
        };
    }

    private List<Transaction> candidates(UnmatchedReport report) {
        if (report.doubt() != Doubt.UNMATCHED_STOP) {
            return List.of();
        }
        Page<Transaction> latest =
                store.page(Query.all(Scope.ALL).at(report.station()), Page.Request.first(CANDIDATES));
        return latest.items().stream()
                .filter(transaction -> takes(transaction, report))
                .toList();
    }

    /** Whether a stop may be the end of a transaction, if a person says so. */
    private static boolean takes(Transaction transaction, UnmatchedReport stop) {
        return transaction.station().equals(stop.station())
                && !transaction.startedAt().isAfter(stop.at())
                && transaction.ending().map(Ending::estimated).orElse(true);
    }

    /** Decides what was found a moment ago, under the lock of its station. */
    Result decide(StationTransactions station, TransactionId id, Choice choice, String who, String reason) {
        if (reason.length() > LONGEST_REASON) {
            return new Result.Senseless("reason", "has at most " + LONGEST_REASON + " characters");
        }
        Optional<Review> found = reviews.find(id); // once more: it may have changed until we held the lock
        return found.isEmpty()
                ? new Result.Unknown()
                : switch (found.get()) {
                    case DoubtfulTransaction of -> decide(of, choice, who, reason);
                    case DoubtfulReport of -> decide(station, of.report(), choice, who, reason);
                };
    }

    private Result decide(DoubtfulTransaction of, Choice choice, String who, String reason) {
        return switch (choice) {
            case Accept accept -> settle(of, new Correct(Optional.empty(), Optional.empty()), who, reason);
            case Correct correct -> correct(of, correct, who, reason);
            case Attach attach -> new Result.Senseless("choice", "is for a stop that fits nothing");
        };
    }

    private Result correct(DoubtfulTransaction of, Correct correct, String who, String reason) {
        Transaction transaction = of.transaction();
        if (correct.end().isEmpty() && correct.energy().isEmpty()) {
            return new Result.Senseless("end", "or energyWh has to be given");
        }
        if (reason.isBlank()) {
            return new Result.Senseless("reason", "is missing");
        }
        if (correct.energy().filter(energy -> energy.isNegative()).isPresent()) {
            return new Result.Senseless("energyWh", "has to be 0 or more");
        }
        if (correct.end().filter(end -> end.isBefore(transaction.begunAt())).isPresent()) {
            return new Result.Senseless("end", "has to be at the start or later");
        }
        if (correct.end()
                .filter(end -> end.isAfter(clock.instant().plus(CLOCKS_DIFFER)))
                .isPresent()) {
            return new Result.Senseless("end", "has to be in the past");
        }
        if (transaction.open() && correct.end().isEmpty()) {
            return new Result.Conflict("It still runs. Set its end as well, or wait for it.");
        }
        Energy most = Plausibility.most(lasted(transaction, correct.end()));
        if (correct.energy().filter(energy -> energy.compareTo(most) > 0).isPresent()) {
            return new Result.Senseless(
                    "energyWh",
                    "is at most " + most.milliwattHours() / 1_000 + ", which is 1 MW for as long as it lasted");
        }
        return settle(of, correct, who, reason);
    }

    /** By the times that are believed or by ours, whichever is longer: a clock may be what is wrong. */
    private Duration lasted(Transaction transaction, Optional<Instant> end) {
        Instant over = end.or(transaction::endedAt).orElseThrow();
        Instant told = transaction.ending().map(Ending::receivedAt).orElseGet(clock::instant);
        Duration believed = Duration.between(transaction.begunAt(), over);
        Duration ours = Duration.between(transaction.startReceivedAt(), told);
        return believed.compareTo(ours) > 0 ? believed : ours;
    }

    private Result settle(DoubtfulTransaction of, Correct values, String who, String reason) {
        Transaction transaction = of.transaction();
        Optional<Decision> before = transaction.decision();
        boolean same = before.filter(decision -> decision.reason().equals(reason)
                        && decision.end().equals(values.end())
                        && decision.energy().equals(values.energy()))
                .isPresent();
        if (same && of.doubts().isEmpty()) {
            return new Result.Decided(dossier(of), false);
        }
        if (transaction.open() && values.end().isPresent()) {
            transaction = ends.end(transaction, endBy(transaction, values.end().get()));
        }
        Set<Doubt> settled = Doubts.of(transaction.with(Optional.empty()));
        Decision decision = new Decision(who, clock.instant(), reason, values.end(), values.energy(), settled);
        reviews.decide(transaction.id(), decision);
        running.decided(transaction, decision);
        return decided(transaction.id());
    }

    private Ending endBy(Transaction transaction, Instant end) {
        return new Ending(
                end,
                clock.instant(),
                transaction.latest().map(Register::energy),
                Ending.DECIDED_REASON,
                Optional.empty(),
                true);
    }

    private Result decide(
            StationTransactions station, UnmatchedReport report, Choice choice, String who, String reason) {
        return switch (choice) {
            case Accept accept -> putAway(station, report, who, reason);
            case Correct correct -> new Result.Senseless("choice", "is ACCEPT or ATTACH for what fits nothing");
            case Attach attach -> attach(station, report, attach.transaction(), who, reason);
        };
    }

    private Result putAway(StationTransactions station, UnmatchedReport report, String who, String reason) {
        boolean same = report.decision()
                .filter(decision -> decision.reason().equals(reason))
                .isPresent();
        if (same) {
            return new Result.Decided(dossier(reviews.find(report.id()).orElseThrow()), false);
        }
        if (report.decision().isPresent() && report.transaction().isPresent()) {
            return new Result.Conflict("It was attached to a transaction, which ended with it.");
        }
        station.claimed(report);
        reviews.decide(report.id(), decision(report, who, reason), Optional.empty());
        return decided(report.id());
    }

    private Result attach(
            StationTransactions station, UnmatchedReport stop, TransactionId to, String who, String reason) {
        if (stop.doubt() != Doubt.UNMATCHED_STOP) {
            return new Result.Senseless("choice", "is ACCEPT for readings");
        }
        Optional<Transaction> found =
                running.find(to).map(RunningTransaction::transaction).or(() -> store.find(to));
        if (found.filter(transaction -> transaction.station().equals(stop.station()))
                .isEmpty()) {
            return new Result.Senseless("transaction", "is no transaction of that station");
        }
        if (stop.decision().isPresent() && stop.transaction().isPresent()) {
            return stop.transaction().get().equals(to)
                    ? new Result.Decided(dossier(reviews.find(stop.id()).orElseThrow()), false)
                    : new Result.Conflict("It was attached to another transaction.");
        }
        Transaction transaction = found.get();
        Ending ending =
                new Ending(stop.at(), stop.receivedAt(), stop.register(), stop.stoppedReason(), stop.idToken(), false);
        boolean cutOff = transaction.ending().filter(ending::equals).isPresent();
        if (!cutOff && !takes(transaction, stop)) {
            return new Result.Conflict("That transaction has an end its station reported, or began after this stop.");
        }
        ends.end(transaction, ending);
        station.claimed(stop);
        reviews.decide(stop.id(), decision(stop, who, reason), Optional.of(to));
        return decided(stop.id());
    }

    private Decision decision(UnmatchedReport report, String who, String reason) {
        return new Decision(who, clock.instant(), reason, Optional.empty(), Optional.empty(), Set.of(report.doubt()));
    }

    private Result decided(TransactionId id) {
        return new Result.Decided(find(id).orElseThrow(), true);
    }
}

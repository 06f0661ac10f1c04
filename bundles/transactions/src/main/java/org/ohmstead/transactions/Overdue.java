package org.ohmstead.transactions;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;

/**
 * Decides what only the passing of time does: ends that are to be estimated, remote starts and stops that were accepted and did not
 * happen. For one thread at a time, but {@link #estimate}, which is called under the station's lock.
 */
final class Overdue {

    private final RunningTransactions running;
    private final RemoteStarts remoteStarts;
    private final LostStops lostStops;
    private final Ends ends;
    private final Clock clock;
    private final Supplier<Patience> patience;
    private final StationRound charging = new StationRound(this::lookAtTransactions);
    private final StationRound awaited = new StationRound(this::lookForStarts);

    Overdue(
            RunningTransactions running,
            RemoteStarts remoteStarts,
            LostStops lostStops,
            Ends ends,
            Clock clock,
            Supplier<Patience> patience) {
        this.running = running;
        this.remoteStarts = remoteStarts;
        this.lostStops = lostStops;
        this.ends = ends;
        this.clock = clock;
        this.patience = patience;
    }

    /** Takes the lock of one station after another. */
    void look() {
        charging.go(running.stations());
        awaited.go(remoteStarts.stations());
    }

    private void lookAtTransactions(StationId id) {
        running.of(id).tell(this::estimate);
    }

    private void lookForStarts(StationId id) {
        running.of(id).tell(station -> remoteStarts.look(id, station, patience.get(), clock.instant()));
    }

    /** Ends what by now can be taken to be over at one station. */
    void estimate(StationTransactions station) {
        Instant now = clock.instant();
        Patience waits = patience.get();
        Ladder ladder = new Ladder(waits);
        for (RunningTransaction open : station.all()) {
            lostStops.aged(open, waits, now);
            lostStops.ignored(open, station.quietSince(), waits, now);
            Transaction transaction = open.transaction();
            ladder.end(transaction, open.signs().standing(), station.quietSince(), now)
                    .ifPresent(ending -> ends.end(transaction, ending));
        }
    }
}

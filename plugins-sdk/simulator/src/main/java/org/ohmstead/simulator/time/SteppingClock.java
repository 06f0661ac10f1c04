package org.ohmstead.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;

/** A clock that stands still until somebody lets time pass. */
final class SteppingClock implements StationClock {

    /** People and plugs take a moment for what they do. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final AtomicReference<Instant> now;

    SteppingClock(Instant start) {
        this.now = new AtomicReference<>(start.truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public Instant tick() {
        return now.updateAndGet(before -> before.plus(MOMENT));
    }

    @Override
    public void await(Instant until, Condition news) {
        now.updateAndGet(before -> until.isAfter(before) ? until : before);
    }

    @Override
    public void pass(Duration simulated) {
        now.updateAndGet(before -> before.plus(simulated.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Override
    public Duration real(Duration simulated) {
        return simulated;
    }
}

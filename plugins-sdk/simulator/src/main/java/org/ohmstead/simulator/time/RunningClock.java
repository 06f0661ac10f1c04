package org.ohmstead.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;

/** A clock that runs by itself, perhaps faster than the wall clock. */
final class RunningClock implements StationClock {

    private final double factor;
    private final Instant start;
    private final long origin;
    private final AtomicReference<Instant> last;

    RunningClock(double factor, Instant start, long origin) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("a time factor is greater than 0, not " + factor);
        }
        this.factor = factor;
        this.start = start.truncatedTo(ChronoUnit.MILLIS);
        this.origin = origin;
        this.last = new AtomicReference<>(this.start);
    }

    @Override
    public Instant now() {
        var running = running();
        var ticked = last.get();
        return running.isAfter(ticked) ? running : ticked;
    }

    private Instant running() {
        long millis = (long) ((System.nanoTime() - origin) * factor / 1e6);
        return start.plusMillis(millis);
    }

    @Override
    public Instant tick() {
        return last.updateAndGet(before -> {
            var running = running();
            return running.isAfter(before) ? running : before.plusMillis(1);
        });
    }

    @Override
    public void await(Instant until, Condition news) throws InterruptedException {
        var left = Duration.between(now(), until);
        if (left.isPositive()) {
            news.awaitNanos(Math.max(1, real(left).toNanos()));
        }
    }

    @Override
    public void pass(Duration simulated) throws InterruptedException {
        Thread.sleep(real(simulated));
    }

    @Override
    public Duration real(Duration simulated) {
        return Duration.ofNanos((long) (simulated.toNanos() / factor));
    }
}

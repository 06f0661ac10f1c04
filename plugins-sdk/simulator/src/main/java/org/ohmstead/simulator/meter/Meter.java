package org.ohmstead.simulator.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The meter of one connector, with the car behind it. Its register counts for its whole life and never goes back. Time
 * comes from the caller; a time before the last one changes nothing. Not safe for several threads.
 */
public final class Meter {

    private static final double STEP_SECONDS = 5;
    private static final double MILLI_WH_PER_WATT_SECOND = 1000 / 3600.0;

    /** Where the charging stands. Registers and goals are in thousandths of a watt-hour. */
    private record Progress(Instant at, long register, double soc, boolean done) {}

    /** A car that draws, since when, and the register at which it has what it wants. */
    private record Draw(Instant since, long goal) {}

    private final Outlet outlet;
    private Optional<Car> car = Optional.empty();
    private Optional<Draw> draw = Optional.empty();
    private Progress now;

    public Meter(Outlet outlet, long registerWh, Instant at) {
        this.outlet = outlet;
        this.now = new Progress(at, registerWh * 1000, 0, false);
    }

    public void plug(Car arrived) {
        car = Optional.of(arrived);
        draw = Optional.empty();
        now = new Progress(now.at(), now.register(), arrived.soc(), false);
    }

    public void unplug(Instant at) {
        rest(at);
        car = Optional.empty();
    }

    /** The car begins to draw, until it has got so much more. */
    public void draw(Instant at, Energy wanted) {
        advanceTo(at);
        draw = Optional.of(new Draw(at, now.register() + wanted.wattHours() * 1000));
        now = new Progress(at, now.register(), now.soc(), false);
    }

    /** The car stops drawing. */
    public void rest(Instant at) {
        advanceTo(at);
        draw = Optional.empty();
    }

    /** Begins a transaction: the register is a whole number of watt-hours, so that what follows adds up. */
    public long begin(Instant at) {
        advanceTo(at);
        now = new Progress(now.at(), registerWh() * 1000, now.soc(), now.done());
        return registerWh();
    }

    /** Whether the car has all it wanted, or all it can take. */
    public boolean satisfied() {
        return draw.isEmpty()
                || now.done()
                || car.isPresent() && room(now, draw.get(), car.get()) <= 0; // rounding may meet the goal exactly
    }

    public boolean full() {
        return car.isPresent() && now.soc() >= 1;
    }

    public long registerWh() {
        return now.register() / 1000;
    }

    /** The moment the car will have what it wants, or the horizon if that comes first. */
    public Instant satisfiedBy(Instant horizon) {
        return progressedTo(horizon).at();
    }

    public void advanceTo(Instant at) {
        var progress = progressedTo(at);
        now = new Progress(at.isAfter(now.at()) ? at : now.at(), progress.register(), progress.soc(), progress.done());
    }

    private Progress progressedTo(Instant horizon) {
        var progress = now;
        while (draw.isPresent()
                && car.isPresent()
                && !progress.done()
                && progress.at().isBefore(horizon)) {
            progress = step(progress, draw.get(), car.get(), horizon);
        }
        return progress;
    }

    private Progress step(Progress from, Draw draw, Car car, Instant horizon) {
        double room = room(from, draw, car);
        if (room <= 0) {
            return new Progress(from.at(), from.register(), from.soc(), true);
        }
        double watts = watts(from, draw, car);
        double left = seconds(Duration.between(from.at(), horizon));
        double untilSatisfied = room / (watts * MILLI_WH_PER_WATT_SECOND);
        double step = Math.min(STEP_SECONDS, left);
        boolean done = untilSatisfied <= step;
        long taken = Math.round(done ? room : watts * MILLI_WH_PER_WATT_SECOND * step);
        var at = from.at().plusMillis(Math.max(1, Math.round(1000 * Math.min(step, untilSatisfied))));
        boolean full = done && draw.goal() > from.register() + taken;
        double soc = full ? 1 : from.soc() + taken / 1000.0 / car.batteryWh();
        return new Progress(at, from.register() + taken, soc, done);
    }

    private static double room(Progress at, Draw draw, Car car) {
        return Math.min(draw.goal() - at.register(), (1 - at.soc()) * car.batteryWh() * 1000);
    }

    private double watts(Progress at, Draw draw, Car car) {
        return car.power(at.soc(), seconds(Duration.between(draw.since(), at.at())), outlet);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** What the meter shows now. */
    public Reading read(Instant at) {
        advanceTo(at);
        double volts = 230 + 1.5 * Math.sin(now.at().getEpochSecond() / 97.0);
        double watts = satisfied()
                ? 0
                : car.map(c -> watts(now, draw.orElseThrow(), c)).orElse(0.0);
        int phases = Math.min(outlet.phases(), car.map(Car::phases).orElse(outlet.phases()));
        var amperes = new double[3];
        for (int phase = 0; phase < phases; phase++) {
            amperes[phase] = watts / volts / phases;
        }
        double offered = outlet.maxWatts() / 230.0 / outlet.phases();
        return new Reading(now.at(), registerWh(), watts, amperes, volts, offered, (int) Math.floor(now.soc() * 100));
    }
}

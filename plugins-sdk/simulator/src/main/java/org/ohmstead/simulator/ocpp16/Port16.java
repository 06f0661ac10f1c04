package org.ohmstead.simulator.ocpp16;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.meter.Car;
import org.ohmstead.simulator.meter.Energy;
import org.ohmstead.simulator.meter.Meter;
import org.ohmstead.simulator.meter.Outlet;
import org.ohmstead.simulator.ocpp16.Transaction16.Flow;

/**
 * The inside of a connector: cable, meter, transaction, and the status that follows from them. Each method is one change
 * under the station's lock; what must be told is handed to the uplink and not waited for.
 */
final class Port16 {

    /** A token that may start a transaction as soon as a car is there. */
    record Permission(String token, Optional<Authorization> authorization, Instant until) {}

    private final Cabinet cabinet;
    private final int id;
    private final Meter meter;
    private Optional<Transaction16> transaction = Optional.empty();
    private Optional<Permission> permission = Optional.empty();
    private Optional<String> fault = Optional.empty();
    private String verdict = "";
    private boolean operative = true;
    private boolean plugged;
    private boolean finishing;
    private ConnectorStatus reported = ConnectorStatus.AVAILABLE;

    Port16(Cabinet cabinet, int id, Outlet outlet, long registerWh) {
        this.cabinet = cabinet;
        this.id = id;
        this.meter = new Meter(outlet, registerWh, cabinet.clock().now());
    }

    /** A car is plugged in; gives the permission that was waiting for it. */
    Optional<Permission> plug(Car car) {
        return guarded(() -> {
            demand(!plugged, "has a car already");
            plugged = true;
            meter.plug(car);
            var waiting = permission.filter(this::valid);
            permission = Optional.empty();
            update();
            return waiting;
        });
    }

    void unplug() {
        change(() -> {
            plugged = false;
            finishing = false;
            meter.unplug(cabinet.clock().now());
            transaction.ifPresent(running -> running.flow(Flow.SUSPENDED_BY_CAR));
        });
    }

    /** Whether a transaction could begin now, with the car that is there. */
    boolean ready() {
        return guarded(() -> plugged && fault.isEmpty() && operative);
    }

    /** Keeps a permission until a car comes or the time is up (OCPP 1.6 §9.1.6). */
    void permit(String token, Optional<Authorization> authorization) {
        change(() -> {
            if (fault.isPresent() || !operative) {
                return;
            }
            var patience = Duration.ofSeconds(cabinet.configuration().number("ConnectionTimeOut"));
            var until = cabinet.clock().now().plus(patience);
            permission = Optional.of(new Permission(token, authorization, until));
            cabinet.world()
                    .timer()
                    .schedule(this::expire, cabinet.clock().real(patience).toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    void expire() {
        change(() -> permission = permission.filter(this::valid));
    }

    private boolean valid(Permission given) {
        return cabinet.clock().now().isBefore(given.until());
    }

    Transaction16 begin(String token, Optional<Authorization> authorization) {
        return guarded(() -> {
            demand(transaction.isEmpty(), "has a transaction already");
            var at = cabinet.clock().tick();
            var started = new Transaction16(id, token, authorization, at, meter.begin(at));
            started.nextSample(nextSample(at));
            transaction = Optional.of(started);
            finishing = false;
            cabinet.world().ledger().delivers(() -> started.delivered(cabinet.station(), this::registerWh));
            cabinet.uplink().queue(new TransactionMessage.Start(started));
            return started;
        });
    }

    /** Energy may flow, unless the answer to the start forbade it. */
    void open(Transaction16 begun) {
        change(() -> {
            if (begun.flow() == Flow.STARTING) {
                begun.flow(Flow.CHARGING);
            }
        });
    }

    /** The car begins to draw. */
    Transaction16 draw(Energy wanted) {
        return guarded(() -> {
            var running = transaction.orElseThrow(() -> complaint("has no transaction to charge in"));
            if (running.flow() == Flow.SUSPENDED_BY_CAR) {
                running.flow(Flow.CHARGING);
                update();
            }
            if (running.flow() != Flow.SUSPENDED_BY_STATION) {
                meter.draw(cabinet.clock().now(), wanted);
            }
            return running;
        });
    }

    /** Lets time pass until there is something to sample; false when this drawing is over. */
    boolean goesOn(Transaction16 running, Instant end) {
        return guarded(() -> {
            var due = running.nextSample().isBefore(end) ? running.nextSample() : end;
            var now = cabinet.clock().now();
            pass(meter.satisfied() ? now : meter.satisfiedBy(due), () -> ended(running));
            return !ended(running) && sampled(running, cabinet.clock().now(), end);
        });
    }

    private boolean sampled(Transaction16 running, Instant now, Instant end) {
        meter.advanceTo(now);
        boolean over = meter.satisfied() || !now.isBefore(end);
        if (over || !now.isBefore(running.nextSample())) {
            sample(running, now);
        }
        if (over) {
            meter.rest(now);
            running.flow(meter.full() ? Flow.SUSPENDED_BY_CAR : running.flow());
            update();
        }
        return !over;
    }

    private void sample(Transaction16 running, Instant now) {
        var measurands = cabinet.configuration().measurands("MeterValuesSampledData");
        if (running.nextSample().isBefore(Instant.MAX) && !measurands.isEmpty()) {
            cabinet.uplink().queue(new TransactionMessage.Sample(running, meter.read(now), measurands));
        }
        running.nextSample(nextSample(now));
    }

    private Instant nextSample(Instant from) {
        int seconds = cabinet.configuration().number("MeterValueSampleInterval");
        return seconds == 0 ? Instant.MAX : from.plusSeconds(seconds);
    }

    private boolean ended(Transaction16 running) {
        return transaction.filter(running::equals).isEmpty();
    }

    /** Lets time pass in which nothing happens here. */
    void pass(Duration time) {
        pass(time, () -> false);
    }

    /** Lets time pass until the CSMS has started something here; false when it did not. */
    boolean passUntilRemoteStart(Duration time) {
        return pass(time, () -> permission.isPresent() || transaction.isPresent());
    }

    private boolean pass(Duration time, BooleanSupplier interrupted) {
        return guarded(() -> {
            pass(cabinet.clock().now().plus(time), interrupted);
            return interrupted.getAsBoolean();
        });
    }

    private void pass(Instant until, BooleanSupplier interrupted) {
        try {
            while (cabinet.clock().now().isBefore(until) && !interrupted.getAsBoolean()) {
                cabinet.clock().await(until, cabinet.news());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw complaint("was interrupted");
        }
    }

    void suspend() {
        change(() -> transaction.ifPresent(running -> {
            meter.rest(cabinet.clock().now());
            running.flow(Flow.SUSPENDED_BY_CAR);
        }));
    }

    void fail(String errorCode) {
        change(() -> fault = Optional.of(errorCode));
    }

    void recover() {
        change(() -> fault = Optional.empty());
    }

    /** Ends the transaction, if there is one; the new status is told by the next {@link #update()}. */
    void stop(StopReason reason, Optional<String> token) {
        guarded(() -> {
            transaction.ifPresent(running -> {
                var at = cabinet.clock().tick();
                meter.rest(at);
                running.ended(meter.registerWh());
                var measurands = cabinet.configuration().measurands("StopTxnSampledData");
                cabinet.uplink()
                        .queue(new TransactionMessage.Stop(running, at, meter.registerWh(), reason, token, measurands));
            });
            finishing = plugged && (finishing || transaction.isPresent());
            transaction = Optional.empty();
            cabinet.news().signalAll();
            return true;
        });
    }

    /** The CSMS answered the start; what it means to be refused afterwards is in OCPP 1.6 errata 3.17. */
    void started(Transaction16 answered, Authorization authorization) {
        change(() -> {
            verdict = authorization.status();
            cabinet.news().signalAll();
            if (ended(answered) || authorization.accepted()) {
                return;
            }
            if (cabinet.configuration().flag("StopTransactionOnInvalidId")) {
                stop(StopReason.DE_AUTHORIZED, Optional.empty());
            } else {
                meter.rest(cabinet.clock().now());
                answered.flow(Flow.SUSPENDED_BY_STATION);
            }
        });
    }

    void become(boolean nowOperative) {
        change(() -> operative = nowOperative);
    }

    void readTriggered() {
        var measurands = cabinet.configuration().measurands("MeterValuesSampledData");
        var reading = guarded(() -> meter.read(cabinet.clock().tick()));
        cabinet.uplink().triggered(id, transaction(), reading, measurands);
    }

    void verdict(String status) {
        guarded(() -> verdict = status);
    }

    String verdict() {
        return guarded(() -> verdict);
    }

    boolean plugged() {
        return guarded(() -> plugged);
    }

    long registerWh() {
        return guarded(meter::registerWh);
    }

    double watts() {
        return guarded(() -> meter.read(cabinet.clock().now()).watts());
    }

    Optional<Transaction16> transaction() {
        return guarded(() -> transaction);
    }

    OptionalInt transactionId() {
        return transaction().map(Transaction16::id).orElse(OptionalInt.empty());
    }

    /** Tells the status if it is not the one told last. */
    void update() {
        guarded(() -> {
            if (status() != reported) {
                report();
            }
            return true;
        });
    }

    void report() {
        guarded(() -> {
            reported = status();
            cabinet.uplink().report(id, cabinet.clock().tick(), reported, fault.orElse("NoError"));
            cabinet.news().signalAll();
            return true;
        });
    }

    /** The status that follows from everything else (OCPP 1.6 §4.9). */
    ConnectorStatus status() {
        return guarded(() -> {
            if (fault.isPresent()) {
                return ConnectorStatus.FAULTED;
            }
            if (transaction.isPresent()) {
                return during(transaction.get().flow());
            }
            if (!operative) {
                return ConnectorStatus.UNAVAILABLE;
            }
            if (plugged) {
                return finishing ? ConnectorStatus.FINISHING : ConnectorStatus.PREPARING;
            }
            return permission.isPresent() ? ConnectorStatus.PREPARING : ConnectorStatus.AVAILABLE;
        });
    }

    private static ConnectorStatus during(Flow flow) {
        return switch (flow) {
            case STARTING -> ConnectorStatus.PREPARING;
            case CHARGING -> ConnectorStatus.CHARGING;
            case SUSPENDED_BY_CAR -> ConnectorStatus.SUSPENDED_EV;
            case SUSPENDED_BY_STATION -> ConnectorStatus.SUSPENDED_EVSE;
        };
    }

    /** Waits on the wall clock until it is so. */
    void await(String what, BooleanSupplier reached) {
        guarded(() -> {
            long nanos = cabinet.world().patience().toNanos();
            try {
                while (!reached.getAsBoolean() && nanos > 0) {
                    nanos = cabinet.news().awaitNanos(nanos);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            demand(
                    reached.getAsBoolean(),
                    "waited %s %s".formatted(cabinet.world().patience(), what));
            return true;
        });
    }

    private void change(Runnable change) {
        guarded(() -> {
            change.run();
            update();
            return true;
        });
    }

    private <T> T guarded(Supplier<T> work) {
        cabinet.lock().lock();
        try {
            return work.get();
        } finally {
            cabinet.lock().unlock();
        }
    }

    private void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw complaint(otherwise);
        }
    }

    private SimulationException complaint(String what) {
        return new SimulationException(this + " " + what);
    }

    @Override
    public String toString() {
        return "%s connector %d".formatted(cabinet.station(), id);
    }
}

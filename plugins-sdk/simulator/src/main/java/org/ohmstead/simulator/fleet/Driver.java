package org.ohmstead.simulator.fleet;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.ConnectorStatus;
import org.ohmstead.simulator.ocpp16.Station16;

/** The drivers who come to one connector, one after the other. */
final class Driver {

    private static final List<String> FAULTS =
            List.of("GroundFailure", "OverCurrentFailure", "HighTemperature", "ConnectorLockFailure");
    private static final double SWIPES_FIRST = 0.3;
    private static final double PAUSES = 0.15;
    private static final double BREAKS = 0.03;
    private static final double SWIPES_TO_STOP = 0.5;
    private static final double POWER_FAILS = 0.03;

    private final Station16 station;
    private final Connector16 connector;
    private final Model model;
    private final FleetPlan plan;
    private final RandomGenerator random;

    Driver(Station16 station, Connector16 connector, Model model, FleetPlan plan, RandomGenerator random) {
        this.station = station;
        this.connector = connector;
        this.model = model;
        this.plan = plan;
        this.random = random;
    }

    /** Comes, charges and goes until the plan is done or the thread is interrupted. */
    void run() {
        for (int session = 0;
                session < plan.sessions() && !Thread.currentThread().isInterrupted();
                session++) {
            try {
                connector.waitsForRemoteStart(part(plan.betweenArrivals(), 0.05, 0.75));
                if (usable()) {
                    session();
                }
                if (random.nextDouble() < POWER_FAILS && quiet()) {
                    station.boots();
                }
            } catch (SimulationException disturbed) {
                // Somebody ended the transaction from afar, or the CSMS was away too long: the next driver comes.
            }
        }
    }

    /** A reboot here interrupts nobody. */
    private boolean quiet() {
        return station.backlog() == 0 && station.connectors().stream().noneMatch(Connector16::inTransaction);
    }

    private boolean usable() {
        return switch (connector.status()) {
            case UNAVAILABLE, FAULTED -> false;
            case AVAILABLE, PREPARING, CHARGING, SUSPENDED_EV, SUSPENDED_EVSE, FINISHING -> true;
        };
    }

    private void session() {
        var token = plan.tokens().get(random.nextInt(plan.tokens().size()));
        var car = model.arrival(random);
        var time = part(plan.betweenArrivals(), 0.3, 0.9);
        boolean swipesFirst = random.nextDouble() < SWIPES_FIRST;
        boolean pauses = random.nextDouble() < PAUSES;
        boolean breaks = random.nextDouble() < BREAKS;
        boolean swipesToStop = random.nextDouble() < SWIPES_TO_STOP;
        try {
            boolean invited = connector.status() == ConnectorStatus.PREPARING || connector.inTransaction();
            if (swipesFirst && !invited) {
                connector.swipes(token).waits(aMoment());
            }
            connector.plugsIn(car);
            if (!connector.inTransaction()) {
                connector.waits(aMoment()).swipes(token);
            }
            charges(time, pauses);
            if (breaks) {
                breaksDown();
            } else if (swipesToStop && connector.inTransaction()) {
                connector.swipes(token).waits(aMoment());
            }
        } finally {
            connector.unplugs();
        }
    }

    private void charges(Duration time, boolean pauses) {
        if (pauses && connector.inTransaction()) {
            connector.chargesFor(time.dividedBy(2)).suspends().waits(time.dividedBy(4));
        }
        if (connector.inTransaction()) {
            connector.chargesFor(pauses ? time.dividedBy(2) : time);
        }
    }

    private void breaksDown() {
        connector.faults(FAULTS.get(random.nextInt(FAULTS.size())));
        try {
            connector.waits(part(plan.betweenArrivals(), 0.1, 0.4));
        } finally {
            connector.recovers();
        }
    }

    private Duration aMoment() {
        return Duration.ofMillis(random.nextLong(1_500, 9_000));
    }

    private Duration part(Duration whole, double least, double most) {
        return Duration.ofMillis((long) (whole.toMillis() * random.nextDouble(least, most)));
    }
}

package org.ohmstead.simulator.ocpp16;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.meter.Car;
import org.ohmstead.simulator.meter.Energy;
import org.ohmstead.simulator.meter.Outlet;

/**
 * One connector of a 1.6 station, for scripts: what people and cars do to it. A verb returns when the CSMS has answered
 * what it caused, or at once while the station is offline on purpose. Verbs of one connector belong on one thread.
 */
public final class Connector16 {

    private static final Energy AS_MUCH_AS_IT_CAN = Energy.kWh(1_000);

    private final Station16 station;
    private final Cabinet cabinet;
    private final int id;
    private final Port16 port;

    Connector16(Station16 station, Cabinet cabinet, int id, Outlet outlet, long registerWh) {
        this.station = station;
        this.cabinet = cabinet;
        this.id = id;
        this.port = new Port16(cabinet, id, outlet, registerWh);
    }

    /** A car with plenty of room arrives and is plugged in. */
    public Connector16 plugsIn() {
        return plugsIn(Car.any());
    }

    /** A car is plugged in; if a token was accepted shortly before, its transaction starts. */
    public Connector16 plugsIn(Car car) {
        station.habits().arrives(station, this);
        var waiting = port.plug(car);
        settled();
        return waiting.map(given -> begin(given.token(), given.authorization())).orElse(this);
    }

    /**
     * A token is presented. Without a transaction it is authorised, and starts one if a car is there; during one it stops
     * it, if it is the same token or one of the same group.
     */
    public Connector16 swipes(String token) {
        var running = port.transaction();
        if (running.filter(own -> own.token().equalsIgnoreCase(token)).isPresent()) {
            return stopped(StopReason.LOCAL, Optional.of(token));
        }
        var answer = cabinet.authorizer().authorize(token);
        port.verdict(answer.status());
        if (running.isPresent()) {
            return running.get().mayBeStoppedBy(token, answer) ? stopped(StopReason.LOCAL, Optional.of(token)) : this;
        }
        return answer.accepted() ? permitted(token, Optional.of(answer)) : this;
    }

    /** A token may charge here: at once if a car is there, else when one comes in time. */
    Connector16 permitted(String token, Optional<Authorization> authorization) {
        if (port.ready()) {
            return begin(token, authorization);
        }
        port.permit(token, authorization);
        return settled();
    }

    private Connector16 begin(String token, Optional<Authorization> authorization) {
        var begun = port.begin(token, authorization);
        settled();
        port.open(begun);
        settled();
        station.habits().begun(station, this);
        return this;
    }

    /** The car takes so much energy, or less if its battery is full or somebody ends the transaction before. */
    public Connector16 charges(Energy wanted) {
        return draws(wanted, Instant.MAX);
    }

    /** The car takes what it can for so long. */
    public Connector16 chargesFor(Duration time) {
        return draws(AS_MUCH_AS_IT_CAN, cabinet.clock().now().plus(time));
    }

    private Connector16 draws(Energy wanted, Instant end) {
        var running = port.draw(wanted);
        do {
            settled();
        } while (port.goesOn(running, end));
        settled();
        if (inTransaction()) {
            station.habits().drawn(station, this);
        }
        return this;
    }

    /** The car pauses: nothing is drawn until it charges again. */
    public Connector16 suspends() {
        port.suspend();
        return settled();
    }

    /** Nothing happens for so long. */
    public Connector16 waits(Duration time) {
        port.pass(time);
        port.expire();
        return settled();
    }

    /** Nothing happens for so long, or until the CSMS starts a transaction here; true if it did. */
    public boolean waitsForRemoteStart(Duration time) {
        boolean started = port.passUntilRemoteStart(time);
        port.expire();
        settled();
        return started;
    }

    /** The cable is pulled, which ends a transaction unless the station is configured to wait for the car's return. */
    public Connector16 unplugs() {
        if (cabinet.configuration().flag("StopTransactionOnEVSideDisconnect")) {
            stopped(StopReason.EV_DISCONNECTED, Optional.empty());
        }
        port.unplug();
        settled();
        station.habits().left(station, this);
        return this;
    }

    /** Something breaks, which ends a transaction. The code is one of OCPP 1.6 §7.6, such as GroundFailure. */
    public Connector16 faults(String errorCode) {
        port.fail(errorCode);
        return stopped(StopReason.OTHER, Optional.empty());
    }

    /** The fault is gone. */
    public Connector16 recovers() {
        port.recover();
        return settled();
    }

    /** Ends the transaction, if there is one. */
    Connector16 stopped(StopReason reason, Optional<String> token) {
        port.stop(reason, token);
        settled();
        port.update();
        return settled();
    }

    private Connector16 settled() {
        cabinet.uplink().settle();
        return this;
    }

    Port16 port() {
        return port;
    }

    public int id() {
        return id;
    }

    /** The status as the standard names it (OCPP 1.6 §4.9). */
    public ConnectorStatus status() {
        return port.status();
    }

    /** Whether a transaction is under way. */
    public boolean inTransaction() {
        return port.transaction().isPresent();
    }

    /** The id the CSMS gave the transaction under way; empty without one, and until the start is answered. */
    public OptionalInt transactionId() {
        return port.transactionId();
    }

    /** What the CSMS said of the last token, such as Accepted or Blocked; empty before the first. */
    public String verdict() {
        return port.verdict();
    }

    /** Whether a car is plugged in. */
    public boolean plugged() {
        return port.plugged();
    }

    /** The lifetime register, in watt-hours. */
    public long registerWh() {
        return port.registerWh();
    }

    /** What the car draws now. */
    public double watts() {
        return port.watts();
    }

    /**
     * Waits until the connector has this status, on the wall clock.
     *
     * @throws SimulationException when that takes longer than the simulator's patience
     */
    public Connector16 awaits(ConnectorStatus status) {
        port.await("to be " + status, () -> port.status() == status);
        return settled();
    }

    /** Waits until a transaction is under way and has its id, as after a remote start. */
    public Connector16 awaitsTransaction() {
        port.await("for a transaction", () -> port.transactionId().isPresent());
        return settled();
    }

    @Override
    public String toString() {
        return port.toString();
    }
}

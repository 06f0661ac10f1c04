package org.ohmstead.simulator.ocpp16;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.World;
import org.ohmstead.simulator.meter.Outlet;
import org.ohmstead.simulator.time.StationClock;
import org.ohmstead.simulator.wire.Answer;
import org.ohmstead.simulator.wire.Payload;
import org.ohmstead.simulator.wire.Reply;

/**
 * A charging station that speaks OCPP 1.6-J, for scripts. It behaves as the standard wants it: it queues what it cannot
 * deliver, comes back by itself when its connection is lost, and answers commands. Its verbs return when the CSMS has
 * answered what they caused.
 */
public final class Station16 {

    private static final Duration START_UP = Duration.ofSeconds(5);
    private static final Duration RETRY_BOOT = Duration.ofSeconds(60);
    private static final int WHOLE_STATION = 0;

    private final String id;
    private final World world;
    private final StationClock clock;
    private final Configuration16 configuration = new Configuration16();
    private final Cabinet cabinet;
    private final Uplink16 uplink;
    private final Pulse16 pulse;
    private final Commands16 commands;
    private final ReentrantLock lock = new ReentrantLock();
    private final CommandLog heard = new CommandLog();
    private volatile Optional<String> password = Optional.empty();
    private volatile Identity identity;
    private volatile List<Connector16> connectors = List.of();
    private volatile String registration = "";
    private volatile boolean operative = true;

    /** Used by {@code Simulator.ocpp16}. */
    public Station16(String id, World world) {
        this.id = id;
        this.world = world;
        this.clock = world.pace().newClock();
        this.uplink = new Uplink16(id, world, clock, configuration, new Ears());
        this.pulse = new Pulse16(world, clock, configuration, uplink);
        var authorizer = new Authorizer16(configuration, uplink);
        this.commands = new Commands16(this, configuration, authorizer);
        this.cabinet = new Cabinet(id, world, lock, lock.newCondition(), clock, configuration, uplink, authorizer);
        this.identity = new Identity("Ohmstead", "Simulator 16", serialNumber(), "1.0.0");
        connectors(1, Outlet.AC_22_KW);
    }

    private String serialNumber() {
        return "SN" + Integer.toUnsignedString(id.hashCode(), 36).toUpperCase(Locale.ROOT);
    }

    // What it is; said before it connects.

    /** The key it shows at the door, together with its id. */
    public Station16 password(String key) {
        this.password = Optional.of(key);
        return this;
    }

    public Station16 identity(Identity told) {
        this.identity = told;
        return this;
    }

    /** Gives it so many connectors of one kind, in place of those it had. */
    public Station16 connectors(int count, Outlet outlet) {
        var random = new SplittableRandom(world.seed() ^ id.hashCode());
        connectors = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Connector16(this, cabinet, number, outlet, random.nextInt(20_000_000)))
                .toList();
        configuration.set("NumberOfConnectors", Integer.toString(count));
        return this;
    }

    /** Gives it habits of its own, in place of those of a well-behaved station; see {@code Oddity}. */
    public Station16 habits(Habits chosen) {
        uplink.habits(chosen);
        return this;
    }

    /** Sets a configuration key as the factory would, without the rules the CSMS must follow. */
    public Station16 key(String name, String value) {
        configuration.set(name, value);
        return this;
    }

    // What it does.

    /**
     * Opens the connection.
     *
     * @throws org.ohmstead.simulator.wire.RefusedException when the CSMS does not let it in
     * @throws SimulationException when nobody answers
     */
    public Station16 connect() {
        uplink.open(password);
        return this;
    }

    /**
     * Says Boot (over a new connection if it has none), and if accepted the status of its connectors. If it is not
     * accepted it goes on asking by itself, and says nothing else until then; see {@link #registration()}.
     */
    public Station16 boots() {
        pulse.stop();
        if (!uplink.isComingBack()) {
            connect();
        }
        var boot = uplink.boot(identity);
        registered(boot.registration());
        if (boot.accepted()) {
            if (boot.intervalSeconds() > 0) {
                configuration.set("HeartbeatInterval", Integer.toString(boot.intervalSeconds()));
            }
            reportsAgain(OptionalInt.empty());
            uplink.settle();
            pulse.beat();
        } else {
            boolean told = boot.intervalSeconds() > 0;
            pulse.later(told ? Duration.ofSeconds(boot.intervalSeconds()) : RETRY_BOOT, this::boots);
            if (!habits().waitsToBeAccepted()) {
                reportsAgain(OptionalInt.empty());
                uplink.settle();
            }
        }
        return this;
    }

    private void registered(String answer) {
        lock.lock();
        try {
            registration = answer;
            cabinet.news().signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Its connection dies without a close frame, and it stays offline until it {@link #reconnect() reconnects}. */
    public Station16 vanish() {
        uplink.vanish();
        return this;
    }

    /**
     * The next time it has sent a call of this action, it vanishes before the answer can come. The verb that causes the
     * call returns as it does offline.
     */
    public Station16 vanishesOnceSent(String action) {
        uplink.vanishAfter(action);
        return this;
    }

    /** Comes back, without Boot (OCPP-J 1.6 §5.4), and delivers what has gathered. */
    public Station16 reconnect() {
        connect();
        uplink.settle();
        return this;
    }

    /** Sends its last answered transaction messages once more, in their order, as a station does that lost the answers. */
    public Station16 replays(int messages) {
        uplink.repeat(messages);
        uplink.settle();
        return this;
    }

    /** Sends any message of its own accord. Empty unless the CSMS answered with a result. */
    public Optional<Payload> says(String action, String payload) {
        return uplink.say(action, payload) instanceof Answer.Result result
                ? Optional.of(result.payload())
                : Optional.empty();
    }

    /** Says goodbye and is gone. */
    public void leaves() {
        pulse.stop();
        uplink.leave();
    }

    /** Answers every such command with this status from now on, and does nothing of what it asks. */
    public Station16 answers(String action, String status) {
        return answersWith(action, Messages16.withStatus(status));
    }

    /** Answers every such command with this payload from now on, valid or not, and does nothing of what it asks. */
    public Station16 answersWith(String action, String payload) {
        commands.script(action, new Reply.Result(payload));
        return this;
    }

    /** Answers every such command with this CALLERROR from now on. */
    public Station16 refuses(String action, String errorCode) {
        commands.script(action, new Reply.Error(errorCode, "as the script says"));
        return this;
    }

    /** Never answers such a command from now on. */
    public Station16 ignores(String action) {
        commands.script(action, new Reply.Silence());
        return this;
    }

    /** Answers such a command as a well-behaved station again. */
    public Station16 answersAsUsual(String action) {
        commands.unscript(action);
        return this;
    }

    /** What it can do that it should not. */
    public Mischief16 mischief() {
        return new Mischief16(world, uplink, cabinet);
    }

    // What a script may ask.

    public String id() {
        return id;
    }

    /** @param number from 1 */
    public Connector16 connector(int number) {
        return find(number)
                .orElseThrow(() -> new SimulationException(
                        "%s has %d connectors, none is %d".formatted(id, connectors.size(), number)));
    }

    Optional<Connector16> find(int number) {
        var all = connectors;
        return number >= 1 && number <= all.size() ? Optional.of(all.get(number - 1)) : Optional.empty();
    }

    public List<Connector16> connectors() {
        return connectors;
    }

    /** Whether a connection stands at this moment. */
    public boolean connected() {
        return uplink.isUp();
    }

    /** The answer to the last Boot: Accepted, Pending or Rejected; empty before the first. */
    public String registration() {
        return registration;
    }

    /** How many transaction messages wait for their answer. */
    public int backlog() {
        return uplink.backlog();
    }

    public String configured(String key) {
        return configuration.text(key);
    }

    public StationClock clock() {
        return clock;
    }

    Habits habits() {
        return uplink.habits();
    }

    /** The commands of the CSMS so far, oldest first; only the last 200. */
    public List<Command> commands() {
        return heard.all();
    }

    /**
     * Waits until the CSMS has sent such a command.
     *
     * @return the last one
     * @throws SimulationException when that takes longer than the simulator's patience
     */
    public Command awaitsCommand(String action) {
        return heard.await(action, world.patience())
                .orElseThrow(
                        () -> new SimulationException("%s waited %s for %s".formatted(id, world.patience(), action)));
    }

    // What commands make it do.

    boolean hasBooted() {
        return uplink.bootedOnThisLine();
    }

    void resets(boolean soft) {
        uplink.booting();
        connectors.forEach(
                connector -> connector.stopped(soft ? StopReason.SOFT_RESET : StopReason.HARD_RESET, Optional.empty()));
        if (soft) {
            uplink.leave();
        } else {
            uplink.vanish();
        }
        configuration.rebooted();
        try {
            clock.pass(START_UP);
            boots();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    void becomes(boolean nowOperative, int meant, List<Connector16> which) {
        which.forEach(connector -> connector.port().become(nowOperative));
        if (meant == WHOLE_STATION && operative != nowOperative) {
            operative = nowOperative;
            reportWhole();
        }
    }

    private void reportWhole() {
        uplink.report(
                WHOLE_STATION,
                clock.tick(),
                operative ? ConnectorStatus.AVAILABLE : ConnectorStatus.UNAVAILABLE,
                "NoError");
    }

    void reportsAgain(OptionalInt connector) {
        if (connector.orElse(WHOLE_STATION) == WHOLE_STATION) {
            reportWhole();
        }
        meant(connector).forEach(one -> one.port().report());
    }

    void readsTriggered(OptionalInt connector) {
        meant(connector).forEach(one -> one.port().readTriggered());
    }

    /** The connectors a request means: one, or all when it names none. */
    private List<Connector16> meant(OptionalInt connector) {
        return connector.isEmpty()
                ? connectors
                : find(connector.getAsInt()).stream().toList();
    }

    /** What reaches the station from its uplink. */
    private final class Ears implements Uplink16.Listener {

        @Override
        public Reply commanded(String action, Payload payload) {
            var reply = commands.answer(action, payload);
            heard.add(new Command(clock.now(), action, payload, reply));
            return reply;
        }

        @Override
        public void started(Transaction16 transaction, Authorization authorization) {
            cabinet.authorizer().remember(transaction.token(), authorization);
            find(transaction.connector())
                    .ifPresent(connector -> connector.port().started(transaction, authorization));
        }
    }

    @Override
    public String toString() {
        return id;
    }
}

package org.ohmstead.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ohmstead.simulator.fleet.Fleet;
import org.ohmstead.simulator.fleet.FleetPlan;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.meter.Energy;
import org.ohmstead.simulator.meter.Outlet;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.oddity.Oddity;
import org.ohmstead.simulator.time.Pace;

/** The command line: one station, or a fleet of them. */
public final class Main {

    private static final int FINE = 0;
    private static final int VIOLATIONS = 1;
    private static final int MISUSED = 2;
    private static final int FAILED = 3;

    private static final String TOKEN = "DEMO";
    private static final int SHOWN = 20;
    private static final Duration ONE_SESSION = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(10);
    /** A driver at a simulated station has more patience than a test. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    static final Set<String> STATION = Set.of(
            "--door",
            "--id",
            "--password",
            "--token",
            "--energy",
            "--sessions",
            "--time-factor",
            "--ledger",
            "--seed",
            "--oddity");
    static final Set<String> FLEET = Set.of(
            "--door",
            "--stations",
            "--prefix",
            "--password",
            "--passwords",
            "--tokens",
            "--sessions-per-hour",
            "--sessions",
            "--meter-interval",
            "--time-factor",
            "--duration",
            "--ledger",
            "--seed",
            "--oddity");
    static final Set<String> FLAGS = Set.of("--mixed");

    private static final String HELP = """
            Simulated charging stations that speak OCPP 1.6-J.

              simulator station --door URL --id ID [options]    one station that charges a car and leaves
              simulator fleet --door URL --stations N [options]  many stations with drivers that come and go
              simulator --oddities                              how stations can misbehave, by name

            Both
              --door URL            where the CSMS listens, without the station's id: ws://127.0.0.1:8887/ocpp
              --password P          the key all stations show at the door (default: none)
              --time-factor X       simulated time runs X times as fast as the clock on the wall (default: 1, station: 60).
                                    It starts so far back that it ends at the present: after --duration, else after an hour
              --ledger FILE         writes what was acknowledged, one JSON object a line
              --seed S              what looks random follows from this number (default: 1)

            station
              --id ID               its identity
              --token T             the driver's token (default: DEMO)
              --energy KWH          what the car takes in a session (default: 7.2)
              --sessions N          how many cars come (default: 1)
              --oddity NAME         how it misbehaves

            fleet
              --stations N          how many
              --prefix P            their ids are P-001, P-002 ... (default: DEMO)
              --passwords FILE      a line "id,password" for each station that has its own key
              --tokens A,B,C        the drivers' tokens (default: DEMO)
              --sessions-per-hour X how many sessions a connector has in an hour (default: 10)
              --sessions N          ends after so many sessions at each connector (default: without end)
              --meter-interval S    seconds between meter values (default: 10)
              --oddity A,B          how every second station misbehaves, each in turn
              --mixed               every second station misbehaves, each in another way
              --duration T          ends after a time such as 90s, 15m or 8h (default: without end)

            A fleet tells how it goes every ten seconds. The exit status is 0 if all went well, 1 if the CSMS broke the
            protocol, 2 for a wrong command line, 3 if the CSMS could not be reached or did not answer, or the simulator
            itself failed.""";

    private final PrintStream out;
    private final PrintStream complaints;

    Main(PrintStream out, PrintStream complaints) {
        this.out = out;
        this.complaints = complaints;
    }

    public static void main(String... arguments) {
        // The JDK's client holds several buffers per connection; OCPP frames are small, and there may be thousands.
        System.setProperty("jdk.httpclient.bufsize", "2048");
        System.setProperty("jdk.httpclient.websocket.intermediateBufferSize", "2048");
        System.setProperty("jdk.httpclient.websocket.writeBufferSize", "2048");
        System.exit(new Main(System.out, System.err).run(arguments));
    }

    int run(String... arguments) {
        var rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            return switch (rest.contains("--help") || arguments.length == 0 ? "--help" : arguments[0]) {
                case "station" -> station(new Options(rest, STATION, Set.of()));
                case "fleet" -> fleet(new Options(rest, FLEET, FLAGS));
                case "--oddities" -> {
                    Oddity.all().forEach(oddity -> out.printf("%-32s%s%n", oddity.name(), oddity.prose()));
                    yield FINE;
                }
                case "--help", "-h", "help" -> {
                    out.println(HELP);
                    yield FINE;
                }
                default -> throw new Options.Misuse("There is no command " + arguments[0] + ".");
            };
        } catch (Options.Misuse misuse) {
            complaints.println(misuse.getMessage() + " See --help.");
            return MISUSED;
        } catch (SimulationException | IOException failed) {
            complaints.println(failed.getMessage());
            return FAILED;
        } catch (InterruptedException stopped) {
            return FAILED;
        }
    }

    private int station(Options options) throws IOException {
        int sessions = options.count("--sessions", 1);
        var factor = options.number("--time-factor", 60);
        var pace = pace(factor, ONE_SESSION.multipliedBy(sessions));
        var energy = Energy.kWh(options.number("--energy", 7.2));
        var id = options.demanded("--id");
        try (var books = new Books(options.text("--ledger"));
                var simulator = simulator(options, pace, books.ledger)) {
            var station = simulator.ocpp16(id).connectors(1, Outlet.AC_11_KW);
            options.text("--password").ifPresent(station::password);
            oddities(options).forEach(oddity -> oddity.plays(station));
            out.println(id + " boots and is " + station.boots().registration());
            for (int session = 0; session < sessions; session++) {
                charge(station, options.text("--token").orElse(TOKEN), energy);
            }
            station.leaves();
            return verdict(books.ledger);
        }
    }

    private void charge(Station16 station, String token, Energy energy) {
        var connector = station.connector(1).plugsIn().swipes(token);
        if (!connector.inTransaction()) {
            out.println("Token %s is %s: no energy".formatted(token, connector.verdict()));
            connector.unplugs();
            return;
        }
        int transaction = connector.transactionId().orElse(-1);
        long before = connector.registerWh();
        out.println("Token %s is %s: transaction %d begins at %d Wh"
                .formatted(token, connector.verdict(), transaction, before));
        connector.charges(energy).unplugs();
        out.println("Transaction %d ends after %d Wh".formatted(transaction, connector.registerWh() - before));
    }

    private int fleet(Options options) throws IOException, InterruptedException {
        var duration = options.time("--duration");
        var pace = pace(options.number("--time-factor", 1), duration.orElse(Duration.ofHours(1)));
        var plan = plan(options);
        var finished = stoppable();
        try (var books = new Books(options.text("--ledger"))) {
            try (var simulator = simulator(options, pace, books.ledger);
                    var fleet = new Fleet(simulator, plan, this::tell)) {
                tell("%s to %s come to %s".formatted(plan.id(1), plan.id(plan.stations()), options.demanded("--door")));
                watch(fleet.start(), duration);
                if (!fleet.answered()) {
                    throw new SimulationException("No station was let in and answered.");
                }
            }
            return verdict(books.ledger);
        } finally {
            finished.countDown();
        }
    }

    /** Tells how it goes until the time is up, the drivers are done, or somebody stops the program. */
    private void watch(Fleet fleet, Optional<Duration> duration) {
        long begin = System.nanoTime();
        long most = duration.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        try {
            for (long left = most; left > 0; left = most - (System.nanoTime() - begin)) {
                boolean over = fleet.awaitEnd(Duration.ofNanos(Math.min(left, TELL_EVERY.toNanos())));
                tell(fleet.progress().toString());
                if (over) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            tell(fleet.progress().toString());
        }
    }

    /** Makes Ctrl-C and SIGTERM end a fleet as the end of its time does, so that its ledger is whole. */
    private static CountDownLatch stoppable() {
        var finished = new CountDownLatch(1);
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                finished.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }));
        return finished;
    }

    private static FleetPlan plan(Options options) throws IOException {
        options.demanded("--stations");
        int stations = options.count("--stations", 0);
        if (stations == 0) {
            throw new Options.Misuse("A fleet has at least one station.");
        }
        int sessions = options.count("--sessions", FleetPlan.WITHOUT_END);
        return new FleetPlan(
                stations,
                options.text("--prefix").orElse("DEMO"),
                options.text("--passwords").isPresent()
                        ? passwords(Path.of(options.demanded("--passwords")))
                        : Map.of(),
                options.text("--password"),
                options.list("--tokens", List.of(TOKEN)),
                options.number("--sessions-per-hour", 10),
                sessions,
                Duration.ofSeconds(options.whole("--meter-interval", 10)),
                options.whole("--seed", 1),
                options.set("--mixed") ? Oddity.all() : oddities(options));
    }

    private static List<Oddity> oddities(Options options) {
        return options.list("--oddity", List.of()).stream()
                .map(name -> Oddity.named(name)
                        .orElseThrow(() -> new Options.Misuse(
                                "No station is known to do " + name + "; --oddities lists what they do.")))
                .toList();
    }

    private static Map<String, String> passwords(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> line.split(",", 2))
                    .filter(parts -> parts.length == 2)
                    .collect(Collectors.toMap(parts -> parts[0].strip(), parts -> parts[1].strip()));
        }
    }

    private static Simulator simulator(Options options, Pace pace, Ledger ledger) {
        try {
            return Simulator.builder(options.demanded("--door"))
                    .pace(pace)
                    .ledger(ledger)
                    .seed(options.whole("--seed", 1))
                    .backoff(Duration.ofSeconds(1), Duration.ofSeconds(30))
                    .patience(PATIENCE)
                    .build();
        } catch (IllegalArgumentException noAddress) {
            throw new Options.Misuse("--door is an address such as ws://127.0.0.1:8887/ocpp.");
        }
    }

    /** A pace whose simulated time reaches the present when the time is over. */
    private static Pace pace(double factor, Duration time) {
        if (factor == 1) {
            return Pace.realTime();
        }
        long ahead = (long) ((factor - 1) * time.toMillis());
        return Pace.times(factor, Instant.now().minusMillis(Math.max(0, ahead)));
    }

    private int verdict(Ledger ledger) {
        ledger.finish();
        ledger.violations().stream().limit(SHOWN).forEach(violation -> out.println("VIOLATION " + violation));
        return ledger.violations().isEmpty() ? FINE : VIOLATIONS;
    }

    private void tell(String sentence) {
        out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + sentence);
    }

    /** The ledger, and the file it goes to if there is one. */
    private static final class Books implements AutoCloseable {

        private final Optional<BufferedWriter> file;
        private final Ledger ledger;

        private Books(Optional<String> path) throws IOException {
            file = path.isPresent() ? Optional.of(Files.newBufferedWriter(Path.of(path.get()))) : Optional.empty();
            ledger = file.map(Ledger::writing).orElseGet(Ledger::keepingSums);
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
            }
        }
    }
}

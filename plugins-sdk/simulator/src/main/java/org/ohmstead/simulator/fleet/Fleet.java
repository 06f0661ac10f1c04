package org.ohmstead.simulator.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.ohmstead.simulator.SimulationException;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.ledger.TransactionAccount;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.wire.RefusedException;

/** Stations of several kinds to which drivers come at random, charge, and leave. */
public final class Fleet implements AutoCloseable {

    /** More stations at once would only wait for each other. */
    private static final int MOST_AT_THE_DOOR = 32;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final Simulator simulator;
    private final FleetPlan plan;
    private final Consumer<String> news;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore door = new Semaphore(MOST_AT_THE_DOOR, true);
    private final List<Station16> stations;
    private final AtomicInteger busy;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile boolean answered;

    /** @param news told in a sentence what an onlooker should know, on any thread */
    public Fleet(Simulator simulator, FleetPlan plan, Consumer<String> news) {
        this.simulator = simulator;
        this.plan = plan;
        this.news = news;
        this.stations = IntStream.rangeClosed(1, plan.stations())
                .mapToObj(this::station)
                .toList();
        this.busy = new AtomicInteger(stations.stream()
                .mapToInt(station -> station.connectors().size())
                .sum());
    }

    private Station16 station(int number) {
        var id = plan.id(number);
        var model = Model.of(number);
        var station = simulator
                .ocpp16(id)
                .identity(model.identity(number))
                .connectors(model.connectors(), model.outlet())
                .key(
                        "MeterValueSampleInterval",
                        Long.toString(plan.meterInterval().toSeconds()));
        plan.passwordOf(id).ifPresent(station::password);
        plan.oddityOf(number).ifPresent(oddity -> oddity.plays(station.connectors(1, model.outlet())));
        return station;
    }

    /** Lets the stations connect, some at a time, and the drivers come; returns at once. */
    public Fleet start() {
        for (int index = 0; index < stations.size(); index++) {
            int number = index + 1;
            begin(() -> live(stations.get(number - 1), number));
        }
        return this;
    }

    private void begin(Runnable life) {
        threads.submit(() -> {
            try {
                life.run();
            } catch (RuntimeException | Error broken) {
                over.completeExceptionally(broken);
            }
        });
    }

    private void live(Station16 station, int number) {
        try {
            while (!admitted(station)) {
                Thread.sleep(BETWEEN_ATTEMPTS);
            }
        } catch (InterruptedException stopped) {
            return;
        }
        var model = Model.of(number);
        var seeds = new SplittableRandom(plan.seed() * 1_000_003 + number);
        for (Connector16 connector : station.connectors()) {
            var driver = new Driver(station, connector, model, plan, seeds.split());
            begin(() -> {
                driver.run();
                if (busy.decrementAndGet() == 0) {
                    over.complete(null);
                }
            });
        }
    }

    private boolean admitted(Station16 station) throws InterruptedException {
        door.acquire();
        try {
            if (!station.connected()) {
                station.boots();
                answered = true;
            }
            return station.registration().equals("Accepted");
        } catch (RefusedException refused) {
            news.accept(refused.getMessage());
        } catch (SimulationException nobody) {
            news.accept(nobody.getMessage());
        } finally {
            door.release();
        }
        return false;
    }

    /**
     * Waits until all drivers of a plan with an end have left; false when the time was up before.
     *
     * @throws SimulationException when one of the fleet's threads failed
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        try {
            over.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillBusy) {
            return false;
        } catch (ExecutionException failed) {
            throw new SimulationException("The simulator itself failed: " + failed.getCause(), failed.getCause());
        }
    }

    /** Whether the CSMS has let a station in and answered its boot, at any time. */
    public boolean answered() {
        return answered;
    }

    public List<Station16> stations() {
        return stations;
    }

    /** How it goes, in one line. */
    public Progress progress() {
        var busy = new ArrayList<Connector16>();
        stations.forEach(station ->
                station.connectors().stream().filter(Connector16::inTransaction).forEach(busy::add));
        return new Progress(
                (int) stations.stream().filter(Station16::connected).count(),
                busy.size(),
                busy.stream().mapToDouble(Connector16::watts).sum() / 1000,
                simulator.ledger().transactions().stream()
                        .filter(TransactionAccount::ended)
                        .count(),
                simulator.ledger().transactions().stream()
                                .mapToLong(TransactionAccount::energyWh)
                                .sum()
                        / 1000.0,
                simulator.ledger().count(),
                stations.stream().mapToInt(Station16::backlog).sum(),
                simulator.ledger().violations().size());
    }

    /** The fleet at one moment. */
    public record Progress(
            int online,
            int charging,
            double kilowatts,
            long sessions,
            double kilowattHours,
            long acknowledged,
            int waiting,
            int violations) {

        @Override
        public String toString() {
            return "%d online, %d charging at %.0f kW, %d sessions ended, %.1f kWh, %d messages acknowledged, %d waiting, %d violations"
                    .formatted(online, charging, kilowatts, sessions, kilowattHours, acknowledged, waiting, violations);
        }
    }

    /** Sends the drivers home in the middle of what they do; the stations say goodbye. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        stations.forEach(Station16::leaves);
    }
}

package org.ohmstead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.OpenStore;
import org.ohmstead.store.tables.JdbcTransactionStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Readings;

/**
 * The readings of a month as fast as the store takes them: every station charges four hours a day, at its own time of the day, and
 * reports eight values every five minutes. After each day it says how fast that day was stored and how fast whole transactions of
 * any day before are read.
 */
public final class ReadingsMonth {

    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final int A_DAY = 288;
    private static final int A_CHARGE = 48;
    private static final int CALLERS = 100;
    private static final int READS = 300;

    private final Path home;
    private final int stations;
    private final TransactionStore transactions;
    private final Random random = new Random(1);

    private ReadingsMonth(Path home, int stations, TransactionStore transactions) {
        this.home = home;
        this.stations = stations;
        this.transactions = transactions;
    }

    /** Arguments: how many stations, how many days. */
    public static void main(String[] arguments) throws Exception {
        int stations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int days = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        Path home = Files.createTempDirectory("readings");
        try (var store = new OpenStore(home)) {
            new ReadingsMonth(home, stations, new JdbcTransactionStore(store.service())).run(days);
        }
    }

    private void run(int days) throws Exception {
        System.out.println("| day | rows | rows/s | CPU us a row | read of 48: p50 ms | p99 ms | MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        long rows = 0;
        for (int day = 0; day < days; day++) {
            long began = System.nanoTime();
            long cpu = cpuNanos();
            long stored = store(day);
            double seconds = (System.nanoTime() - began) / 1e9;
            double micros = (cpuNanos() - cpu) / 1e3 / stored;
            rows += stored;
            double[] reads = reads(day);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %,d | %,.0f | %.0f | %.2f | %.2f | %,d |%n",
                    day + 1,
                    rows,
                    stored / seconds,
                    micros,
                    reads[READS / 2],
                    reads[READS * 99 / 100],
                    megabytes());
        }
    }

    private long store(int day) throws Exception {
        long stored = 0;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int slot = 0; slot < A_DAY; slot++) {
                List<Future<?>> waiting = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    List<Readings> messages = messages(day, slot, caller);
                    stored += messages.size();
                    waiting.add(callers.submit(() -> messages.forEach(transactions::record)));
                }
                for (Future<?> one : waiting) {
                    one.get();
                }
            }
        }
        return stored;
    }

    private List<Readings> messages(int day, int slot, int caller) {
        List<Readings> messages = new ArrayList<>();
        for (int station = caller; station < stations; station += CALLERS) {
            int step = slot - begin(station);
            if (step >= 0 && step < A_CHARGE) {
                Instant at = BEGIN.plus(Duration.ofDays(day)).plus(EVERY.multipliedBy(slot));
                messages.add(new Readings(
                        new StationId("CP-" + station),
                        Connector.of(1),
                        Optional.of(transaction(day, station)),
                        List.of(reading(at, station, step)),
                        at.plusMillis(station % 1000)));
            }
        }
        return messages;
    }

    /** So that as many charge at noon as in the evening. */
    private static int begin(int station) {
        return station * 7 % (A_DAY - A_CHARGE);
    }

    /** Rising with the time they begin, as the server gives them. */
    private TransactionId transaction(int day, int station) {
        int begins = A_DAY - A_CHARGE;
        int atOnce = stations / begins + 1;
        return new TransactionId(1L + (long) day * begins * atOnce + begin(station) * atOnce + station / begins);
    }

    private static Reading reading(Instant at, int station, int step) {
        long energy = 1_000_000L * station + 917L * step;
        List<Sample> samples = new ArrayList<>();
        samples.add(sample(energy + ".5", Sample.ENERGY_IMPORT, "", "Wh"));
        samples.add(sample("11012.0", "Power.Active.Import", "", "W"));
        for (String phase : List.of("L1", "L2", "L3")) {
            samples.add(sample("16.0" + step, "Current.Import", phase, "A"));
        }
        samples.add(sample("229.8", "Voltage", "L1-N", "V"));
        samples.add(sample("230.1", "Voltage", "L2-N", "V"));
        samples.add(sample(Integer.toString(20 + step), "SoC", "", "Percent"));
        return new Reading(
                new MeterValue(at, samples),
                at,
                Optional.of(new Energy(energy * 1000 + 500)),
                Optional.of(new Power(11_012)),
                Optional.empty(),
                Optional.of(20 + step));
    }

    private static Sample sample(String value, String measurand, String phase, String unit) {
        return new Sample(value, measurand, phase, "Outlet", "Sample.Periodic", unit, false);
    }

    /** In milliseconds, sorted. */
    private double[] reads(int lastDay) {
        double[] took = new double[READS];
        for (int i = 0; i < READS; i++) {
            TransactionId any = transaction(random.nextInt(lastDay + 1), random.nextInt(stations));
            long began = System.nanoTime();
            int found =
                    transactions.readings(any, Page.Request.first(100)).items().size();
            took[i] = (System.nanoTime() - began) / 1e6;
            if (found != A_CHARGE) {
                throw new IllegalStateException(any + " has " + found + " readings");
            }
        }
        Arrays.sort(took);
        return took;
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private long megabytes() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1_000_000;
        }
    }
}

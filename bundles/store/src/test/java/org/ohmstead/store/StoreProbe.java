package org.ohmstead.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.store.tables.JdbcTransactionStore;
import org.ohmstead.transactions.store.TransactionStore;
import org.ohmstead.transactions.store.TransactionStore.Readings;

/**
 * How many messages of readings the store takes, and what one costs: a hundred callers, each with one transaction, storing
 * one meter value of eight samples again and again. {@code java -cp ... org.ohmstead.store.StoreProbe [units] [rounds]}.
 */
public final class StoreProbe {

    private static final int CALLERS = 100;

    private StoreProbe() {}

    public static void main(String[] args) throws Exception {
        int units = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path home = Files.createTempDirectory("store-probe");
        Semaphore stored = new Semaphore(0);
        AtomicLong commits = new AtomicLong();
        OpenStore store = new OpenStore(home);
        store.service().onCommit((head, batch, rows, nanos) -> commits.incrementAndGet());
        TransactionStore transactions = new JdbcTransactionStore(store.service());
        for (int i = 1; i <= CALLERS; i++) {
            int number = i;
            Thread.ofVirtual().start(() -> repeat(transactions, number, stored));
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 0; round < rounds; round++) {
            long commitsBefore = commits.get();
            long cpu = system.getProcessCpuTime();
            long began = System.nanoTime();
            stored.acquire(units);
            double took = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%.0f units/s, %.1f us of CPU a unit, %.1f units a commit%n",
                    units / took,
                    (system.getProcessCpuTime() - cpu) / 1e3 / units,
                    (double) units / (commits.get() - commitsBefore));
        }
        System.exit(0);
    }

    private static void repeat(TransactionStore transactions, int number, Semaphore stored) {
        StationId station = new StationId("CP%06d".formatted(number));
        Optional<TransactionId> transaction = Optional.of(new TransactionId(number));
        Instant at = Instant.parse("2026-11-22T08:00:00Z");
        for (long i = 0; ; i++) {
            at = at.plusMillis(1_000);
            Reading reading = new Reading(
                    new MeterValue(at, samples(i)),
                    at,
                    Optional.of(Energy.ofWattHours(i)),
                    Optional.of(new Power(11_000)),
                    Optional.of(new Current(16_000)),
                    Optional.empty());
            transactions.record(new Readings(station, Connector.of(1), transaction, List.of(reading), at));
            stored.release();
        }
    }

    private static List<Sample> samples(long i) {
        List<Sample> samples = new ArrayList<>();
        samples.add(sample(Long.toString(i), Sample.ENERGY_IMPORT, "", "Wh"));
        samples.add(sample("11040.5", Sample.POWER_IMPORT, "", "W"));
        for (String phase : List.of("L1", "L2", "L3")) {
            samples.add(sample("16." + i % 10, Sample.CURRENT_IMPORT, phase, "A"));
            samples.add(sample("230." + i % 7, "Voltage", phase + "-N", "V"));
        }
        return samples;
    }

    private static Sample sample(String value, String measurand, String phase, String unit) {
        return new Sample(value, measurand, phase, Sample.OUTLET, Sample.PERIODIC, unit, false);
    }
}

package org.ohmstead.simulator.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The books of a simulation. An entry is acknowledged when its CALLRESULT arrived, and not before; what left without an
 * answer is kept apart, since the CSMS may or may not know it. Safe for all threads.
 */
public final class Ledger {

    private record TransactionKey(String station, String transaction) {}

    private final boolean keeping;
    private final Optional<LedgerWriter> file;
    private final Queue<Entry> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<Receipt, Entry> unanswered = new ConcurrentHashMap<>();
    private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();
    private final Map<TransactionKey, TransactionAccount> transactions = new ConcurrentHashMap<>();
    private final Map<String, Entry.Start> starts = new ConcurrentHashMap<>();
    private final Queue<Supplier<Delivery>> deliveries = new ConcurrentLinkedQueue<>();
    private final LongAdder count = new LongAdder();

    private Ledger(boolean keeping, Optional<LedgerWriter> file) {
        this.keeping = keeping;
        this.file = file;
    }

    /** A ledger that keeps every entry in memory. */
    public static Ledger keepingEverything() {
        return new Ledger(true, Optional.empty());
    }

    /** A ledger that keeps only sums and violations, for long runs. */
    public static Ledger keepingSums() {
        return new Ledger(false, Optional.empty());
    }

    /** A ledger that keeps only sums and writes each acknowledged entry at once, one JSON object a line. */
    public static Ledger writing(Writer lines) {
        return new Ledger(false, Optional.of(new LedgerWriter(lines)));
    }

    /** Opens the books for one message. */
    public Receipt receipt(Entry entry) {
        return new Receipt(this, entry);
    }

    public void violation(String station, Instant at, Violation.Kind kind, String detail) {
        var violation = new Violation(station, at, kind, detail);
        violations.add(violation);
        file.ifPresent(lines -> lines.write(violation));
    }

    /** A transaction has begun; from now on the station can say what it delivers. */
    public void delivers(Supplier<Delivery> delivery) {
        deliveries.add(delivery);
    }

    /** What every transaction has delivered so far, whatever was said of it. */
    public List<Delivery> deliveries() {
        return deliveries.stream().map(Supplier::get).toList();
    }

    void left(Receipt receipt) {
        unanswered.put(receipt, receipt.entry());
    }

    void refused(Receipt receipt) {
        unanswered.remove(receipt);
    }

    void acknowledged(Receipt receipt, Entry answered) {
        unanswered.remove(receipt);
        count.increment();
        if (keeping) {
            acknowledged.add(answered);
        }
        file.ifPresent(lines -> lines.write(answered, true));
        switch (answered) {
            case Entry.Start start -> start.transaction().ifPresent(transaction -> opened(start, transaction));
            case Entry.Reading reading ->
                reading.transaction()
                        .ifPresent(transaction -> transactions.computeIfPresent(
                                new TransactionKey(reading.station(), transaction),
                                (key, account) -> account.with(reading)));
            case Entry.Stop stop ->
                transactions.computeIfPresent(
                        new TransactionKey(stop.station(), stop.transaction()), (key, account) -> account.with(stop));
            case Entry.Boot boot -> {}
            case Entry.Status status -> {}
        }
    }

    private void opened(Entry.Start start, String transaction) {
        var first = starts.putIfAbsent(transaction, start);
        if (first != null) {
            violation(
                    start.station(),
                    start.at(),
                    Violation.Kind.TRANSACTION_ID_REUSED,
                    "%s was given to %s at %s before".formatted(transaction, first.station(), first.at()));
        }
        transactions.putIfAbsent(
                new TransactionKey(start.station(), transaction), TransactionAccount.opened(start, transaction));
    }

    /** Everything acknowledged, in the order of the acknowledgements; empty for a ledger that keeps only sums. */
    public List<Entry> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public <T extends Entry> List<T> acknowledged(Class<T> kind) {
        return only(kind, acknowledged.stream());
    }

    /** What left and has no answer yet, in no order. */
    public List<Entry> unanswered() {
        return List.copyOf(unanswered.values());
    }

    public <T extends Entry> List<T> unanswered(Class<T> kind) {
        return only(kind, unanswered.values().stream());
    }

    private static <T extends Entry> List<T> only(Class<T> kind, Stream<Entry> entries) {
        return entries.filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** All transactions whose start was acknowledged. */
    public List<TransactionAccount> transactions() {
        return List.copyOf(transactions.values());
    }

    public Optional<TransactionAccount> transaction(String station, String transaction) {
        return Optional.ofNullable(transactions.get(new TransactionKey(station, transaction)));
    }

    /** How many entries were acknowledged. */
    public long count() {
        return count.sum();
    }

    /** Writes the ledger as it stands, one JSON object a line: acknowledged entries, unanswered ones, violations. */
    public void writeTo(Path target) {
        try (BufferedWriter text = Files.newBufferedWriter(target)) {
            var lines = new LedgerWriter(text);
            acknowledged.forEach(entry -> lines.write(entry, true));
            unanswered.values().forEach(entry -> lines.write(entry, false));
            violations.forEach(lines::write);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the file of a ledger that has one: writes what is still unanswered. */
    public void finish() {
        file.ifPresent(lines -> {
            unanswered.values().forEach(entry -> lines.write(entry, false));
            lines.flush();
        });
    }
}

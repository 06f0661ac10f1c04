package org.ohmstead.simulator.ocpp16;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.ledger.Receipt;
import org.ohmstead.simulator.ledger.Violation;
import org.ohmstead.simulator.time.StationClock;
import org.ohmstead.simulator.wire.Answer;
import org.ohmstead.simulator.wire.Payload;

/**
 * The transaction messages of a station: delivered in order, kept while offline, sent again (with a new message id) until
 * answered, and dropped only after the CSMS refused them several times (OCPP 1.6 §3.7.1).
 */
final class TransactionQueue {

    private static final int REMEMBERED = 64;

    /** One message on its way. */
    private static final class Parcel {

        private final TransactionMessage message;
        private final boolean repetition;
        private Optional<Receipt> receipt = Optional.empty();
        private int refusals;

        private Parcel(TransactionMessage message, boolean repetition) {
            this.message = message;
            this.repetition = repetition;
        }
    }

    private final String station;
    private final Ledger ledger;
    private final StationClock clock;
    private final Configuration16 configuration;
    private final Carrier carrier;
    private final Courier<Parcel> courier;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<TransactionMessage> delivered = new ArrayDeque<>();

    /** The way to the CSMS, and who wants to know of starts. */
    interface Carrier {

        boolean isOpen();

        Habits habits();

        Answer call(String action, String payload, Runnable leaving);

        void started(Transaction16 transaction, Authorization authorization);

        void violation(Violation.Kind kind, String detail);
    }

    TransactionQueue(
            String station, Ledger ledger, StationClock clock, Configuration16 configuration, Carrier carrier) {
        this.station = station;
        this.ledger = ledger;
        this.clock = clock;
        this.configuration = configuration;
        this.carrier = carrier;
        this.courier = new Courier<>(station + " transactions", carrier::isOpen, this::attempt);
    }

    void add(TransactionMessage message) {
        var parcel = new Parcel(message, false);
        if (message instanceof TransactionMessage.Stop && carrier.habits().stopsFirst()) {
            courier.addFirst(parcel);
        } else {
            courier.add(parcel);
        }
    }

    /** Sends the last messages that were answered once more, as if the answers had been lost. */
    void repeat(int last) {
        for (TransactionMessage message : lastDelivered(last)) {
            courier.add(new Parcel(message, true));
        }
    }

    private List<TransactionMessage> lastDelivered(int last) {
        lock.lock();
        try {
            var all = new ArrayList<>(delivered);
            return all.subList(Math.max(0, all.size() - last), all.size());
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        courier.wake();
    }

    int backlog() {
        return courier.backlog();
    }

    long awaitBacklog(IntSupplier most, long nanos) throws InterruptedException {
        return courier.awaitBacklog(most, nanos);
    }

    private boolean attempt(Parcel parcel) throws InterruptedException {
        if (carrier.habits().keepsBack(parcel.message.action())) {
            return true;
        }
        return switch (carrier.call(parcel.message.action(), parcel.message.payload(), () -> leaving(parcel))) {
            case Answer.Result result -> answered(parcel, result.payload());
            case Answer.Error error -> refused(parcel);
            case Answer.Lost lost -> {
                if (carrier.isOpen()) {
                    pause(1);
                }
                yield false;
            }
            case Answer.NotSent notSent -> false;
        };
    }

    private void leaving(Parcel parcel) {
        if (!parcel.repetition) {
            if (parcel.receipt.isEmpty()) {
                parcel.receipt = Optional.of(ledger.receipt(parcel.message.entry(station)));
            }
            parcel.receipt.get().leaving();
        }
    }

    private boolean answered(Parcel parcel, Payload answer) throws InterruptedException {
        if (parcel.message instanceof TransactionMessage.Start start && !understood(start, answer, parcel.repetition)) {
            return refused(parcel);
        }
        parcel.receipt.ifPresent(receipt -> receipt.acknowledged(parcel.message.answered(receipt.entry(), answer)));
        lock.lock();
        try {
            delivered.addLast(parcel.message);
            if (delivered.size() > REMEMBERED) {
                delivered.removeFirst();
            }
        } finally {
            lock.unlock();
        }
        return true;
    }

    private boolean understood(TransactionMessage.Start start, Payload answer, boolean repetition) {
        OptionalInt id = answer.number("transactionId");
        Optional<Authorization> authorization = Authorization.in(answer);
        if (id.isEmpty() || authorization.isEmpty()) {
            carrier.violation(Violation.Kind.MALFORMED_ANSWER, "StartTransaction.conf " + answer.members());
            return false;
        }
        if (id.getAsInt() <= 0) {
            carrier.violation(Violation.Kind.TRANSACTION_ID_NOT_POSITIVE, Integer.toString(id.getAsInt()));
        }
        var transaction = start.transaction();
        if (repetition && !transaction.id().equals(id)) {
            carrier.violation(
                    Violation.Kind.REPEATED_START_RENUMBERED,
                    "%d became %d".formatted(transaction.idOrUnknown(), id.getAsInt()));
        }
        if (!repetition) {
            transaction.answered(id.getAsInt(), authorization.get());
            carrier.started(transaction, authorization.get());
        }
        return true;
    }

    private boolean refused(Parcel parcel) throws InterruptedException {
        parcel.receipt.ifPresent(Receipt::refused);
        parcel.refusals++;
        if (parcel.refusals >= configuration.number("TransactionMessageAttempts")) {
            return true;
        }
        pause(parcel.refusals);
        return false;
    }

    private void pause(int times) throws InterruptedException {
        clock.pass(Duration.ofSeconds((long) times * configuration.number("TransactionMessageRetryInterval")));
    }
}

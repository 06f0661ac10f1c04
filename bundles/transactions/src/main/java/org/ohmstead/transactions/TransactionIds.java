package org.ohmstead.transactions;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.ohmstead.api.model.TransactionId;

/** Makes ids that rise with time, differ within this process for certain and between processes by chance. */
final class TransactionIds {

    private static final int RANDOM_BITS = 21; // with milliseconds in 42 bits this lasts until the year 2109

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    TransactionIds(Clock clock) {
        this.clock = clock;
    }

    TransactionId next() {
        long candidate = clock.millis() << RANDOM_BITS | random.nextInt(1 << RANDOM_BITS);
        return new TransactionId(last.accumulateAndGet(candidate, (before, now) -> now > before ? now : before + 1));
    }
}

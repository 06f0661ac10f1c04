package org.ohmstead.authorization;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.ohmstead.api.authorization.AuthorizationSource;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.StationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin that knows tokens, kept at arm's length: asked on a thread of its own, interrupted when the time is up, at most so
 * many times at once, and left alone for a while when it keeps failing. Thread-safe.
 */
final class AskedSource {

    private static final Logger LOG = LoggerFactory.getLogger(AskedSource.class);
    private static final int AT_ONCE = 32;
    private static final int TOO_MANY_FAILURES = 3;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

    private final AuthorizationSource source;
    private final String name;
    private final Supplier<String> meanwhile;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile long askAgainAt;
    private volatile String trouble = "";

    /** @param meanwhile what holds while it gives no answer, for the log */
    AskedSource(AuthorizationSource source, String name, Supplier<String> meanwhile) {
        this.source = source;
        this.name = name;
        this.meanwhile = meanwhile;
    }

    boolean is(AuthorizationSource other) {
        return source == other;
    }

    /** Why its latest question got no answer, with its name; empty where it did. */
    Optional<String> trouble() {
        return failuresInARow.get() > 0 ? Optional.of(name + ": " + trouble) : Optional.empty();
    }

    /**
     * What the source says, within the time that is left.
     *
     * @return empty: not one of its tokens
     * @throws NoAnswer if it failed, was busy or took too long
     */
    Optional<Authorization> ask(StationId at, IdToken token, Duration left) throws NoAnswer {
        if (failuresInARow.get() >= TOO_MANY_FAILURES && System.nanoTime() - askAgainAt < 0) {
            throw new NoAnswer();
        }
        if (!permits.tryAcquire()) {
            throw failed("it has not answered " + AT_ONCE + " earlier questions", null);
        }
        FutureTask<Optional<Authorization>> question = new FutureTask<>(() -> source.authorize(at, token));
        Thread.ofVirtual().name("token source " + name).start(() -> {
            try {
                question.run();
            } finally {
                permits.release(); // when it is really over, interrupted or not
            }
        });
        try {
            Optional<Authorization> answer = question.get(left.toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw failed("it answered null", null);
            }
            succeeded();
            return answer;
        } catch (ExecutionException e) {
            throw failed("it failed", e.getCause());
        } catch (TimeoutException e) {
            question.cancel(true);
            throw failed("it took longer than " + left.toMillis() + " ms", null);
        } catch (InterruptedException e) {
            question.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer();
        }
    }

    private void succeeded() {
        if (failuresInARow.getAndSet(0) > 0) {
            LOG.info("The token source {} answers again", name);
        }
    }

    /** Says so once per outage. */
    private NoAnswer failed(String why, Throwable cause) {
        askAgainAt = System.nanoTime() + LEFT_ALONE.toNanos();
        trouble = why;
        if (failuresInARow.getAndIncrement() == 0) {
            LOG.warn("The token source {} gives no answer: {}; {}", name, why, meanwhile.get(), cause);
        }
        return new NoAnswer();
    }

    /** The source said neither yes nor no. */
    static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        NoAnswer() {
            super(null, null, false, false);
        }
    }
}

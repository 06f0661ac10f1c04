package org.ohmstead.http;

import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether there is another keystore, and hands it on once it can be used. One that is half written, or still
 * belongs to who made it, changes nothing and is looked at again.
 */
final class KeystoreWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeystoreWatch.class);

    private final Keystore keystore;
    private final Consumer<KeyStore> renewed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("http-keystore").daemon().factory());
    private Object taken;
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * @param taken the stamp of the one that is in use
     * @param renewed gets each other one; on a thread of ours
     */
    KeystoreWatch(Keystore keystore, Object taken, Consumer<KeyStore> renewed) {
        this.keystore = keystore;
        this.taken = taken;
        this.renewed = renewed;
    }

    KeystoreWatch every(Duration period) {
        timer.scheduleWithFixedDelay(this::look, period.toSeconds(), period.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    synchronized void look() {
        Object now = keystore.stamp();
        if (now.equals(taken)) {
            trouble = Optional.empty();
            return;
        }
        try {
            renewed.accept(keystore.read());
            taken = now;
            trouble = Optional.empty();
            LOG.info("The keystore {} was read anew.", keystore);
        } catch (IOException e) {
            note(e.getMessage());
        } catch (RuntimeException e) {
            LOG.debug("Jetty does not take the keystore {}", keystore, e);
            note("the keystore " + keystore + " cannot be used: " + e.getMessage());
        }
    }

    private void note(String sentence) {
        if (!trouble.equals(Optional.of(sentence))) {
            LOG.warn("There is another keystore, which is not taken: {}", sentence);
        }
        trouble = Optional.of(sentence);
    }

    /** Why the one that is there now is not in use; empty where it is. */
    Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

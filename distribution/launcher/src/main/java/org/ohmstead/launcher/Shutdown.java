package org.ohmstead.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * Ends the framework with its bundles, but does not wait for ever: a bundle that never comes back from its start or stop would keep
 * the process, its ports and the lock on its home. What is acknowledged is on disk, so the process may end as if it was killed.
 */
final class Shutdown {

    private final Framework framework;
    private final Duration longest;

    Shutdown(Framework framework, Duration longest) {
        this.framework = framework;
        this.longest = longest;
    }

    /** @return a sentence on what hangs; empty when everything ended */
    Optional<String> run() throws InterruptedException {
        // Not here, because the framework may wait for what hangs before it says that it is going to stop.
        Thread stop = Thread.ofPlatform().daemon().name("stop").start(this::stop);
        return stop.join(longest) ? Optional.empty() : Optional.of(sentence());
    }

    private void stop() {
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException e) {
            System.err.println("Ohmstead did not stop cleanly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String sentence() {
        String hanging = bundles()
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .filter(bundle -> isBetween(bundle.getState()))
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + " ("
                        + (bundle.getState() == Bundle.STARTING ? "starting" : "stopping") + ", from "
                        + bundle.getLocation() + ")")
                .collect(Collectors.joining(", "));
        return "Ohmstead did not stop within " + longest.toSeconds() + " s and ends all the same. What hangs: "
                + (hanging.isEmpty() ? "no bundle that starts or stops" : hanging) + ".";
    }

    private static boolean isBetween(int state) {
        return state == Bundle.STARTING || state == Bundle.STOPPING;
    }

    private Stream<Bundle> bundles() {
        BundleContext context = framework.getBundleContext();
        return context == null ? Stream.empty() : Stream.of(context.getBundles());
    }
}

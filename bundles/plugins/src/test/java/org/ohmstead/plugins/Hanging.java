package org.ohmstead.plugins;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into the jar of a plugin that starts no sooner than the test lets it, and breaks when it stops where the test wants that. */
public final class Hanging implements BundleActivator {

    /** Under which a latch, or what breaks, lies in the system's properties, which are the same on both sides of a bundle's border. */
    static final String LATCH = "org.ohmstead.plugins.hanging";

    @Override
    public void start(BundleContext context) throws InterruptedException {
        if (System.getProperties().get(LATCH) instanceof CountDownLatch latch) {
            latch.await();
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (System.getProperties().get(LATCH) instanceof RuntimeException fault) {
            throw fault;
        }
    }
}

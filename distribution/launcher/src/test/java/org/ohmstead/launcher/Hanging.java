package org.ohmstead.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into a jar and hangs where it is told to until the test lets it go. */
public final class Hanging implements BundleActivator {

    /** Under which the latches lie in the system's properties, which are the same on both sides of a bundle's border. */
    static final String START = "org.ohmstead.launcher.hanging.start";

    static final String STOP = "org.ohmstead.launcher.hanging.stop";

    /** Names a file that is made when it started, where no latch can be had: in a process of its own, which then hangs for ever. */
    static final String STARTED = "org.ohmstead.launcher.hanging.started";

    @Override
    public void start(BundleContext context) throws InterruptedException, IOException {
        await(START);
        String started = System.getProperty(STARTED);
        if (started != null) {
            System.getProperties().put(STOP, new CountDownLatch(1));
            Files.createFile(Path.of(started));
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        await(STOP);
    }

    private static void await(String name) throws InterruptedException {
        if (System.getProperties().get(name) instanceof CountDownLatch latch) {
            latch.await();
        }
    }
}

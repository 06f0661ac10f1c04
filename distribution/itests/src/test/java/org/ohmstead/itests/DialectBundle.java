package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** OCPP 1.6 in the running server, replaced as an operator does it, and what is left of its earlier generations. */
final class DialectBundle {

    private final BundleContext context;
    private final List<WeakReference<ClassLoader>> earlier = new ArrayList<>();
    private Bundle bundle;

    DialectBundle(BundleContext context) {
        this.context = context;
        this.bundle = Arrays.stream(context.getBundles())
                .filter(one -> one.getSymbolicName().equals("org.ohmstead.ocpp16"))
                .findFirst()
                .orElseThrow();
    }

    /** A new jar over the old one. */
    void update() throws BundleException, IOException, InterruptedException {
        remember();
        try (InputStream jar = URI.create(bundle.getLocation()).toURL().openStream()) {
            bundle.update(jar);
        }
        refresh();
    }

    /** The old jar goes and the new one comes. */
    void reinstall(Runnable meanwhile) throws BundleException, InterruptedException {
        remember();
        String location = bundle.getLocation();
        int startLevel = bundle.adapt(BundleStartLevel.class).getStartLevel();
        bundle.stop();
        meanwhile.run();
        bundle.uninstall();
        refresh();
        bundle = context.installBundle(location);
        bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel);
        bundle.start();
    }

    private void remember() {
        earlier.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    private void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(null, event -> refreshed.countDown());
        assertThat(refreshed.await(1, TimeUnit.MINUTES)).as("refreshed").isTrue();
    }

    /** How many there are: this one, and earlier ones that the garbage collector cannot take. */
    long generations() {
        System.gc();
        return 1 + earlier.stream().filter(loader -> !loader.refersTo(null)).count();
    }
}

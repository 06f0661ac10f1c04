package org.ohmstead.unresolved;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;

/** Tells the person who started the server what does not run, once everything that can run does; later whoever asks. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        BundleContext system =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        var unresolved = new Unresolved(system);
        Function<Bundle, List<String>> missing = unresolved::missing;
        context.registerService(Function.class, missing, new Hashtable<>(Map.of("ohmstead.explains", "bundle")));
        context.addFrameworkListener(event -> {
            // A server that gives up on its start has said why, and takes its bundles down itself.
            if (event.getType() == FrameworkEvent.STARTED && system.getBundle().getState() == Bundle.ACTIVE) {
                unresolved.report().forEach(System.err::println);
            }
        });
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes listener and service away.
    }
}

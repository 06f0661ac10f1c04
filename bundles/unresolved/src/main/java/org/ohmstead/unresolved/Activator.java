package org.ohmstead.unresolved;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;

/** Tells the person who started the server what does not run, once everything that can run does. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        BundleContext system =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        context.addFrameworkListener(event -> {
            // A server that gives up on its start has said why, and takes its bundles down itself.
            if (event.getType() == FrameworkEvent.STARTED && system.getBundle().getState() == Bundle.ACTIVE) {
                new Unresolved(system).report().forEach(System.err::println);
            }
        });
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the listener away.
    }
}

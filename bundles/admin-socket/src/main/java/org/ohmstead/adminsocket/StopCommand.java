package org.ohmstead.adminsocket;

import java.io.BufferedReader;
import java.io.PrintStream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the whole server. */
@Component
public final class StopCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(StopCommand.class);

    private final BundleContext context;

    /** Stops the framework this context belongs to. */
    @Activate
    public StopCommand(BundleContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "stop";
    }

    /** The connection stays open until the process is gone, so that its end tells the person when that is. */
    @Override
    public Conversation ask() throws Refused {
        LOG.info("An administrator stops the server");
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException e) {
            throw new Refused("The server does not stop: " + e.getMessage());
        }
        return StopCommand::untilTheProcessEnds;
    }

    private static void untilTheProcessEnds(BufferedReader in, PrintStream out) {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.ohmstead.adminsocket;

import java.io.IOException;
import org.ohmstead.adminsocket.support.SupportBundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers the support bundle and says where it lies; {@code bin/ohmstead} moves it to where it was wanted. */
@Component
public final class SupportBundleCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(SupportBundleCommand.class);

    private final SupportBundle bundle;
    private final OwnersTrail trail;

    /** Lets {@code bundle} do the work. */
    @Activate
    public SupportBundleCommand(@Reference SupportBundle bundle, @Reference OwnersTrail trail) {
        this.bundle = bundle;
        this.trail = trail;
    }

    @Override
    public String name() {
        return "support-bundle";
    }

    @Override
    public Conversation ask() throws Refused {
        try {
            LOG.info("An administrator gathers a support bundle");
            String file = bundle.write().toString();
            trail.note("support-bundle.made");
            return Conversation.saying(file);
        } catch (IOException e) {
            throw new Refused("The support bundle cannot be written: " + e.getMessage());
        }
    }
}

package org.ohmstead.adminsocket;

import java.util.Optional;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.StoreUnavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what the owner of the home took away. Who is in distress gets it without a trail, too: the log then tells. */
@Component(service = OwnersTrail.class)
public final class OwnersTrail {

    private static final Logger LOG = LoggerFactory.getLogger(OwnersTrail.class);
    private static final String WHO = "this machine";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Audit audit;

    /** Without a trail until there is one. */
    @Activate
    public OwnersTrail() {
        this(null);
    }

    /** @param audit may be null */
    OwnersTrail(Audit audit) {
        this.audit = audit;
    }

    /** @param action as the trail calls it */
    void note(String action) {
        Audit trail = audit;
        try {
            if (trail != null) {
                trail.record(WHO, action, "", Optional.empty(), Optional.empty());
                return;
            }
            LOG.warn("There is no audit trail now to tell of {}", action);
        } catch (StoreUnavailable e) {
            LOG.warn("The audit trail takes nothing now, so it does not tell of {}: {}", action, e.getMessage());
        }
    }
}

package org.ohmstead.api.control;

import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Outcome;
import org.osgi.annotation.versioning.ConsumerType;

/** Taking connectors or the whole station out of service and back. Blocks until the station answered. */
@ConsumerType
public interface AvailabilityControl {

    /** @param connector EVSE 0 is the whole station */
    Outcome changeAvailability(Connector connector, boolean operative);
}

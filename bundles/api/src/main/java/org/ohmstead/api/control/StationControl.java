package org.ohmstead.api.control;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What may be asked of one station, by capability. What the protocol or device cannot do is absent. A station that is not
 * connected has every capability of this package and answers {@code OFFLINE}.
 */
@ConsumerType
public interface StationControl {

    /** @param capability one of the capability interfaces of this package, or one a plugin brought */
    <T> Optional<T> as(Class<T> capability);

    /**
     * The same way for work nobody waits for: what it asks lets everything else that waits for its turn go first. Without such
     * a difference it is this control itself.
     */
    default StationControl inBackground() {
        return this;
    }
}

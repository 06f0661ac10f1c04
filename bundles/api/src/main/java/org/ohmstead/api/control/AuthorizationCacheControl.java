package org.ohmstead.api.control;

import org.ohmstead.api.model.Outcome;
import org.osgi.annotation.versioning.ConsumerType;

/** The station's memory of earlier verdicts. Blocks until the station answered. */
@ConsumerType
public interface AuthorizationCacheControl {

    Outcome clearCache();
}

package org.ohmstead.rest.stations.view;

import java.util.Optional;
import org.ohmstead.api.model.RegistrationStatus;

/** What people may change of a station; what is left out stays. */
public record StationChange(Optional<String> site, Optional<String> label, Optional<RegistrationStatus> registration) {}

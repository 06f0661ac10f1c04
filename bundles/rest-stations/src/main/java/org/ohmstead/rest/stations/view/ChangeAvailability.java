package org.ohmstead.rest.stations.view;

import java.util.Optional;

/**
 * Takes something out of service, or back.
 *
 * @param evse the whole station where left out
 * @param connector 1 where left out
 */
public record ChangeAvailability(boolean operative, Optional<Integer> evse, Optional<Integer> connector) {}

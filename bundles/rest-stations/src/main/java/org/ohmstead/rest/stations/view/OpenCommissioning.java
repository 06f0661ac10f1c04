package org.ohmstead.rest.stations.view;

import java.util.Optional;

/**
 * Lets unknown stations in for a while.
 *
 * @param minutes 1 to 1440
 * @param from the only addresses that may come, as CIDR
 */
public record OpenCommissioning(int minutes, Optional<String> from) {}

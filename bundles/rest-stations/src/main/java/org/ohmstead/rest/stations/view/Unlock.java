package org.ohmstead.rest.stations.view;

import java.util.Optional;

/** @param connector 1 where left out */
public record Unlock(int evse, Optional<Integer> connector) {}

package org.ohmstead.rest.stations.view;

import java.time.Instant;
import java.util.Optional;

/**
 * An unknown station that was let in and waits for a decision.
 *
 * @param address where it last came from; absent if it has not come since the server started
 */
public record NewcomerView(String id, Optional<String> address, Instant firstSeen) {}

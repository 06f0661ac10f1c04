package org.ohmstead.rest.stations.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Exclusion.Reason;

/**
 * What is not to count as outage.
 *
 * @param evse left out for all of the station
 * @param evidence what shows it, at most 500 characters
 */
public record NewExclusion(Optional<Integer> evse, Instant from, Instant to, Reason reason, String evidence) {}

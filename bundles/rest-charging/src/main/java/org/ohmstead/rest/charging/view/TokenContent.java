package org.ohmstead.rest.charging.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A token without its value; what is left out is not set.
 *
 * @param maxConcurrent how many transactions it may have at once, 0 for any number
 */
public record TokenContent(
        Optional<String> label,
        Optional<Boolean> blocked,
        Optional<Instant> expires,
        Optional<String> group,
        Optional<Integer> maxConcurrent) {}

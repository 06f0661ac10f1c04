package org.ohmstead.rest.charging.view;

import java.util.Optional;

/**
 * A group without its name; what is left out is not set.
 *
 * @param maxConcurrent how many transactions its tokens may have at once, all together; 0 for any number
 */
public record GroupContent(Optional<Integer> maxConcurrent) {}

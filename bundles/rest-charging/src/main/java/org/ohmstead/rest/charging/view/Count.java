package org.ohmstead.rest.charging.view;

/** How many there are. */
public record Count(long count) {}

package org.ohmstead.rest.view;

/** How many there are. */
public record Count(long count) {}

package org.ohmstead.api.model;

/**
 * Electrical power.
 *
 * @param watts in W; negative when the car feeds back
 */
public record Power(long watts) {}

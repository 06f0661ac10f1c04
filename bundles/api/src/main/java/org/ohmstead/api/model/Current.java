package org.ohmstead.api.model;

/**
 * Electrical current.
 *
 * @param milliamperes in mA
 */
public record Current(long milliamperes) {}

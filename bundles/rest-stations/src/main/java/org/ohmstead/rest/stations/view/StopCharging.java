package org.ohmstead.rest.stations.view;

/** @param transaction its id here, of 13 characters */
public record StopCharging(String transaction) {}

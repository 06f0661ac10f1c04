package org.ohmstead.rest.view;

/** @param imported how many lines were taken */
public record Imported(int imported) {}

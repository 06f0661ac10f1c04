package org.ohmstead.rest.view;

/** A kind of fact. */
public record KindView(String kind) {}

package org.ohmstead.rest.server.view;

/** A kind of fact. */
public record KindView(String kind) {}

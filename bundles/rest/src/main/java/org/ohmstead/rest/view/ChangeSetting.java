package org.ohmstead.rest.view;

/** A setting and its new value. */
public record ChangeSetting(String name, String value) {}

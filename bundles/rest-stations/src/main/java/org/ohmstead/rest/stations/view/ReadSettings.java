package org.ohmstead.rest.stations.view;

import java.util.List;
import java.util.Optional;

/** @param names all where left out */
public record ReadSettings(Optional<List<String>> names) {}

package org.ohmstead.rest.server.view;

import java.util.Map;
import java.util.Optional;

/**
 * What a file of settings is to say.
 *
 * @param version of the file as it was seen; left out for a file that is not there yet
 * @param values by key, as texts, numbers, true or false; null takes a key out, so that its default counts
 */
public record SettingsChange(Optional<String> version, Map<String, Object> values) {}

package org.ohmstead.rest.server.view;

import java.util.Optional;

/**
 * Which earlier change to go back to.
 *
 * @param version of the file as it was seen; left out for a file that is gone
 * @param number of the change after which the file was as it is to be
 */
public record SettingsUndo(Optional<String> version, long number) {}

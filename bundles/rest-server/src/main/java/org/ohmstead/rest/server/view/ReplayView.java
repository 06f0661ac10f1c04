package org.ohmstead.rest.server.view;

import java.util.Optional;

/**
 * What became of a dead letter that was replayed.
 *
 * @param done whether it came through; then the letter is gone
 * @param failure why not
 */
public record ReplayView(boolean done, Optional<String> failure) {}

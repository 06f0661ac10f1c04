package org.ohmstead.rest.view;

import java.time.Instant;
import java.util.Optional;

/** A token without its value; what is left out is not set. */
public record TokenContent(
        Optional<String> label, Optional<Boolean> blocked, Optional<Instant> expires, Optional<String> group) {}

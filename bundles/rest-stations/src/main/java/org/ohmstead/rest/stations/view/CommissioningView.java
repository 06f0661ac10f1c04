package org.ohmstead.rest.stations.view;

import java.time.Instant;
import java.util.Optional;

/** The window in which unknown stations are let in. */
public record CommissioningView(boolean open, Optional<Instant> until, Optional<String> from) {}

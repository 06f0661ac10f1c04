package org.ohmstead.rest.server.view;

import java.util.Optional;
import org.ohmstead.api.csms.LogLevels;

/** @param minutes after which it is taken back; until somebody does where left out */
public record NewLogLevel(LogLevels.Level level, Optional<Integer> minutes) {}

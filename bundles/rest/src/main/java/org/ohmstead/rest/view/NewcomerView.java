package org.ohmstead.rest.view;

import java.time.Instant;

/** An unknown station that was let in and waits for a decision. */
public record NewcomerView(String id, String address, Instant firstSeen) {}

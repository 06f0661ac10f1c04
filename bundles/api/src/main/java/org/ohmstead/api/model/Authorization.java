package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The verdict about a token at a station.
 *
 * @param status the verdict
 * @param expires until when the station may remember it
 * @param group the group of the token
 */
public record Authorization(AuthorizationStatus status, Optional<Instant> expires, Optional<String> group) {

    /** Accepted without expiry or group. */
    public static final Authorization ACCEPTED = of(AuthorizationStatus.ACCEPTED);

    /** No token, or none that could be one. */
    public static final Authorization INVALID = of(AuthorizationStatus.INVALID);

    /** Nobody knows the token. */
    public static final Authorization UNKNOWN = of(AuthorizationStatus.UNKNOWN);

    public static Authorization of(AuthorizationStatus status) {
        return new Authorization(status, Optional.empty(), Optional.empty());
    }

    public boolean accepted() {
        return status == AuthorizationStatus.ACCEPTED;
    }
}

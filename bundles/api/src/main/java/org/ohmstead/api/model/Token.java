package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A token we know: master data of the local authorisation source.
 *
 * @param idToken what the driver shows
 * @param label what people call it; may be empty
 * @param blocked whether it is refused whatever else holds
 * @param expires from when on it is refused
 * @param group tokens of one group may stop each other's transactions (OCPP 1.6 §3.16 parentIdTag); never a token itself
 */
public record Token(
        IdToken idToken, String label, boolean blocked, Optional<Instant> expires, Optional<String> group) {}

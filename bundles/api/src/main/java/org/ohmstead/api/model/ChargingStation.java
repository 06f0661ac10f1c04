package org.ohmstead.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A station as it is registered here.
 *
 * @param id its wire identity
 * @param site where it stands
 * @param label what people call it; may be empty; at most 100 characters
 * @param registration whether it may work here
 * @param hardware what it said at its latest boot
 * @param registeredAt when it became known
 */
public record ChargingStation(
        StationId id,
        SiteId site,
        String label,
        RegistrationStatus registration,
        Optional<Hardware> hardware,
        Instant registeredAt) {

    public static final int LONGEST_LABEL = 100;
}

package org.ohmstead.rest.stations.view;

import java.time.Instant;
import java.util.Set;
import org.ohmstead.api.csms.Stations.HardwareSeen;
import org.ohmstead.api.model.Hardware;

/**
 * What a station was made of.
 *
 * @param since when it first said so
 * @param oddities what the standard would not have
 */
public record HardwareView(Instant since, Hardware hardware, Set<Hardware.Oddity> oddities) {

    public static HardwareView of(HardwareSeen seen) {
        return new HardwareView(seen.since(), seen.hardware(), seen.hardware().oddities());
    }
}

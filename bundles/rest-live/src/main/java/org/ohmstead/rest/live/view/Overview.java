package org.ohmstead.rest.live.view;

import java.time.Instant;

/**
 * The server in eight numbers.
 *
 * @param faulted stations with a faulted connector
 * @param charging running transactions
 * @param powerW what those of them draw whose stations are online, by readings of the last 20 minutes
 * @param energyTodayWh delivered since midnight of the default site's zone
 * @param acceptsUnknownStations whether the server runs with that trial option
 * @param acceptsUnknownTokens whether the server runs with that trial option
 */
public record Overview(
        Instant at,
        int stations,
        int online,
        int faulted,
        int charging,
        long powerW,
        long energyTodayWh,
        boolean acceptsUnknownStations,
        boolean acceptsUnknownTokens) {

    /** Whether nothing changed but the time. */
    public boolean sameNumbers(Overview other) {
        return equals(new Overview(
                at,
                other.stations,
                other.online,
                other.faulted,
                other.charging,
                other.powerW,
                other.energyTodayWh,
                other.acceptsUnknownStations,
                other.acceptsUnknownTokens));
    }
}

package org.ohmstead.rest.stations.view;

import java.util.Optional;

/**
 * Asks for a transaction.
 *
 * @param evse where; the station chooses where left out
 * @param connector which of the EVSE's, where it has several; the one at which a car waits where left out
 * @param type of the token; left out where it has none
 */
public record StartCharging(
        Optional<Integer> evse, Optional<Integer> connector, String idToken, Optional<String> type) {

    /** Without the token. */
    @Override
    public String toString() {
        return "StartCharging[]";
    }
}

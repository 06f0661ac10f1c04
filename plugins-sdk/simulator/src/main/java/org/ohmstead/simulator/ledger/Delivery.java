package org.ohmstead.simulator.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The truth about one transaction, whatever an odd station said of it.
 *
 * @param transaction the id the CSMS gave; empty until then
 * @param started by the station's true clock
 * @param energyWh what has flowed
 * @param over whether it has ended, said or not
 */
public record Delivery(
        String station, int connector, Optional<String> transaction, Instant started, long energyWh, boolean over) {}

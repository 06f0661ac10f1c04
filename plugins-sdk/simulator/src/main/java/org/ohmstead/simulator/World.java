package org.ohmstead.simulator;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.time.Pace;
import org.ohmstead.simulator.wire.Backoff;
import org.ohmstead.simulator.wire.Door;

/**
 * What all stations of a simulator share.
 *
 * @param timer for short tasks only, which start a virtual thread for anything that waits
 * @param backoff how a station comes back after it lost its connection
 * @param patience how long a script waits for an answer before it fails
 * @param seed what looks random in a station follows from this and its name
 */
public record World(
        Door door,
        Pace pace,
        Ledger ledger,
        ScheduledExecutorService timer,
        Backoff backoff,
        Duration patience,
        long seed) {}

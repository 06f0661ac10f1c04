package org.ohmstead.simulator.ocpp16;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.simulator.World;
import org.ohmstead.simulator.time.StationClock;

/**
 * What the parts inside one station share.
 *
 * @param lock guards what the station knows of its connectors; never held while the CSMS is asked
 * @param news something under that lock has changed
 */
record Cabinet(
        String station,
        World world,
        ReentrantLock lock,
        Condition news,
        StationClock clock,
        Configuration16 configuration,
        Uplink16 uplink,
        Authorizer16 authorizer) {}

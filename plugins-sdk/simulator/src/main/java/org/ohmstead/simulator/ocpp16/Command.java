package org.ohmstead.simulator.ocpp16;

import java.time.Instant;
import org.ohmstead.simulator.wire.Payload;
import org.ohmstead.simulator.wire.Reply;

/** Something the CSMS asked of the station, and what it got to hear. */
public record Command(Instant at, String action, Payload payload, Reply reply) {}

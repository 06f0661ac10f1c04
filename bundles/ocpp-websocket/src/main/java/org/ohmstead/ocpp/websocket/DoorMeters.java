package org.ohmstead.ocpp.websocket;

import org.ohmstead.api.csms.Meters;

/**
 * What the door counts.
 *
 * @param unauthorized unknown, or the wrong key
 * @param tooOften one address knocked too often
 * @param full no room for another station
 * @param foreign no subprotocol in common
 * @param heldBack messages whose station had to wait before the next was read
 */
record DoorMeters(
        Meters.Counter unauthorized,
        Meters.Counter tooOften,
        Meters.Counter full,
        Meters.Counter foreign,
        Meters.Counter heldBack) {

    private static final String NAME = "ohmstead.door.refused";

    static DoorMeters none() {
        Meters.Counter none = amount -> {};
        return new DoorMeters(none, none, none, none, none);
    }

    static DoorMeters of(Meters meters) {
        String description = "Handshakes of stations that were refused";
        return new DoorMeters(
                meters.counter(NAME, description, "reason", "unauthorized"),
                meters.counter(NAME, description, "reason", "too often"),
                meters.counter(NAME, description, "reason", "full"),
                meters.counter(NAME, description, "reason", "no subprotocol"),
                meters.counter("ohmstead.door.held", "Messages of stations that send too many, read more slowly"));
    }
}

package org.ohmstead.simulator.wire;

import java.util.List;
import java.util.Optional;

/** Who knocks at a door: the station's identity, its password if it has one, and the subprotocols it speaks, best first. */
public record Visitor(String station, Optional<String> password, List<String> subprotocols) {

    public Visitor {
        subprotocols = List.copyOf(subprotocols);
    }
}

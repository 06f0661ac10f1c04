package org.ohmstead.ocpp.rpc;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** Opens a lane for each accepted connection. Called by the doors; thread-safe; never blocks. */
@ProviderType
public interface Lanes {

    /**
     * The first of these subprotocols that is spoken here; a version that is just being replaced counts.
     *
     * @param offered in the station's order of preference
     */
    Optional<String> choose(List<String> offered);

    /**
     * Opens the lane of a connection. It lives until {@link Lane#closed}.
     *
     * @param station the authenticated identity
     * @param subprotocol what {@link #choose} gave
     */
    Lane open(StationId station, String subprotocol, Wire wire);
}

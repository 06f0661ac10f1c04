package org.ohmstead.ocpp.rpc;

import org.ohmstead.api.control.StationControl;
import org.osgi.annotation.versioning.ProviderType;

/** One accepted connection, as the door sees it. It outlives the dialect that speaks on it. */
@ProviderType
public interface Lane {

    /** A whole text message came in. Called by one thread at a time, in order; parses and returns, never blocks. */
    void received(String text);

    /** The connection is gone; open calls are settled. May be repeated; never blocks. */
    void closed(String why);

    /** How this connection is to be kept alive where others are kept as usual. The door asks now and then; may block a while. */
    KeepAlive keepAlive(KeepAlive usual);

    /** The way to the station; thread-safe, and good for as long as the connection whatever happens to the dialect. */
    StationControl control();
}

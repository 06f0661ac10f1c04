package org.ohmstead.rest.resource;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Server-sent events on their way to one client. For one thread. */
@ProviderType
public interface EventStream {

    /**
     * Sends an event; blocks while the client does not read.
     *
     * @param data becomes JSON
     * @throws IOException if the client is gone
     */
    void tell(String name, Object data) throws IOException;

    /**
     * Sends a comment, by which either side notices that the other is there.
     *
     * @throws IOException if the client is gone
     */
    void beat() throws IOException;
}

package org.ohmstead.rest.stations.view;

import java.util.Optional;

/**
 * A station to be registered.
 *
 * @param id its identity on the wire: 1 to 48 characters
 * @param site the default site where left out
 * @param password 16 to 40 printable characters; made by the server where left out
 */
public record NewStation(String id, Optional<String> site, Optional<String> label, Optional<String> password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "NewStation[" + id + "]";
    }
}

package org.ohmstead.rest.stations.view;

import java.util.Optional;

/** @param password 16 to 40 printable characters; made by the server where left out */
public record NewPassword(Optional<String> password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "NewPassword[]";
    }
}

package org.ohmstead.rest.server.view;

import java.util.Optional;
import org.ohmstead.api.csms.People.Role;

/** What is left out stays; any change ends the user's sessions. */
public record UserChange(Optional<String> password, Optional<Role> role) {

    /** Without the password. */
    @Override
    public String toString() {
        return "UserChange[]";
    }
}

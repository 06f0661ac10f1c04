package org.ohmstead.rest.server.view;

import org.ohmstead.api.csms.People.Role;

/** @param password 12 characters or more */
public record NewUser(String name, String password, Role role) {

    /** Without the password. */
    @Override
    public String toString() {
        return "NewUser[" + name + "]";
    }
}

package org.ohmstead.rest.server.view;

import java.time.Instant;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.Role;

/** Somebody who may sign in. */
public record UserView(String name, Role role, Instant createdAt) {

    public static UserView of(People.User user) {
        return new UserView(user.name(), user.role(), user.createdAt());
    }
}

package org.ohmstead.rest;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.Role;

/**
 * Who is signed in.
 *
 * @param expires when the session ends; only told at sign-in
 * @param token only at sign-in, and only where a bearer was asked for
 */
record SessionView(String name, Role role, Principal.Kind kind, Optional<Instant> expires, Optional<String> token) {

    /** Without the token. */
    @Override
    public String toString() {
        return "SessionView[" + name + "]";
    }
}

package org.ohmstead.rest;

import java.util.Optional;

/**
 * Name and password.
 *
 * @param bearer true for scripts: the answer carries a token for the Authorization header and no cookie is set
 */
record SignIn(String name, String password, Optional<Boolean> bearer) {

    /** Without the password. */
    @Override
    public String toString() {
        return "SignIn[" + name + "]";
    }
}

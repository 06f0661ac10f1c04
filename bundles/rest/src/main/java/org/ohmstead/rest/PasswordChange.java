package org.ohmstead.rest;

/** A person's own new password. */
record PasswordChange(String current, String password) {

    /** Without the passwords. */
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}

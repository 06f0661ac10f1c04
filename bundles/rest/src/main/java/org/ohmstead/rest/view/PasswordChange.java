package org.ohmstead.rest.view;

/** A person's own new password. */
public record PasswordChange(String current, String password) {

    /** Without the passwords. */
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}

package org.ohmstead.rest.stations.view;

import org.ohmstead.api.csms.StationRegister.Credential;

/** A station's password, shown once. */
public record CredentialView(String id, String password) {

    public static CredentialView of(Credential credential) {
        return new CredentialView(credential.station().value(), credential.password());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CredentialView[" + id + "]";
    }
}

package org.ohmstead.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.People;

/** One person with one session; nothing else is asked of it here. */
record OnePerson(String session) implements People {

    @Override
    public Optional<Principal> authenticate(String secret) {
        return secret.equals(session)
                ? Optional.of(new Principal("eva", Role.OPERATOR, Principal.Kind.SESSION))
                : Optional.empty();
    }

    @Override
    public Optional<SignedIn> signIn(String name, String password, String address) {
        return Optional.empty();
    }

    @Override
    public String admitOwner() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void signOut(String sessionSecret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<User> users() {
        return List.of();
    }

    @Override
    public User createUser(String name, String password, Role role) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<User> changeUser(String name, Optional<String> password, Optional<Role> role) {
        return Optional.empty();
    }

    @Override
    public boolean changePassword(String name, String current, String fresh, String address) {
        return false;
    }

    @Override
    public boolean removeUser(String name) {
        return false;
    }

    @Override
    public NewApiToken createApiToken(String maker, String name, Role role, Optional<Duration> validFor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiToken> apiTokens() {
        return List.of();
    }

    @Override
    public boolean revokeApiToken(String name) {
        return false;
    }

    @Override
    public NewPassword resetAdministrator() {
        throw new UnsupportedOperationException();
    }
}

package org.ohmstead.api.csms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Users, their sessions and API tokens. Writes block until durable; thread-safe. Secrets are kept only as hashes. */
@ProviderType
public interface People {

    /**
     * Signs in with name and password. Slow on purpose (Argon2id), equally slow for unknown names, and limited per address and
     * name: too many failures make it answer empty for a while. While nothing can be stored the session is kept in memory only and
     * ends with the process.
     */
    Optional<SignedIn> signIn(String name, String password, String address);

    /**
     * Lets in whoever owns the home directory, as an administrator called "this machine". The caller has made sure of that, which
     * takes the place of a password. In memory only, until it is signed out or the server ends.
     *
     * @return the session's secret
     */
    String admitOwner();

    /** Ends a session; repeating does nothing. */
    void signOut(String sessionSecret);

    /** Who holds this session secret or API token. From memory, in constant time. */
    Optional<Principal> authenticate(String secret);

    List<User> users();

    /** @throws IllegalArgumentException with a sentence for people: name taken, password under 12 characters */
    User createUser(String name, String password, Role role);

    /**
     * Changes a user and ends its sessions. The API tokens it made may do no more than its new role from now on.
     *
     * @param password empty to keep it
     * @param role empty to keep it
     * @return empty if there is no such user
     * @throws IllegalArgumentException when the last administrator would go
     */
    Optional<User> changeUser(String name, Optional<String> password, Optional<Role> role);

    /**
     * Gives somebody who knows the current one another password, keeps the role and ends the sessions. Limited like
     * {@link #signIn}.
     *
     * @return false if the current password is another, or was wrong too often
     * @throws IllegalArgumentException with a sentence for people: the fresh password under 12 characters
     */
    boolean changePassword(String name, String current, String fresh, String address);

    /**
     * Removes a user, ends its sessions and revokes the API tokens it made.
     *
     * @throws IllegalArgumentException when the last administrator would go
     */
    boolean removeUser(String name);

    /**
     * Makes an API token; its secret is shown once and kept nowhere. At no time may it do more than its maker may at that time.
     *
     * @param maker the name of a user, or of whoever owns the home directory
     * @throws IllegalArgumentException with a sentence for people: name taken, no such maker
     */
    NewApiToken createApiToken(String maker, String name, Role role, Optional<Duration> validFor);

    List<ApiToken> apiTokens();

    boolean revokeApiToken(String name);

    /**
     * Gives the administrator a new random password and ends all its sessions; makes the administrator where there is none.
     *
     * @return name and password, to be shown once
     */
    NewPassword resetAdministrator();

    /** What somebody may do; each role includes those below it. Will grow; keep a default branch. */
    enum Role {
        /** Everything. */
        ADMINISTRATOR,
        /** Stations, cards, commands and transactions; not people, API tokens or settings. */
        OPERATOR,
        /** Sees what an operator sees and changes nothing but its own password. */
        READ_ONLY;

        public boolean includes(Role other) {
            return compareTo(other) <= 0;
        }
    }

    /** Somebody who proved who it is. */
    record Principal(String name, Role role, Kind kind) {

        /** How it was proved. */
        public enum Kind {
            SESSION,
            API_TOKEN,
            /** By owning the home directory. */
            OWNER
        }
    }

    /** A fresh session. */
    record SignedIn(Principal principal, String sessionSecret, Instant expires) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "SignedIn[" + principal.name() + "]";
        }
    }

    record User(String name, Role role, Instant createdAt) {}

    /**
     * A token for a script.
     *
     * @param role what it may do now: what it was made for, as far as its maker may do that
     * @param maker empty of one that was made before makers were noted: nobody's leaving ends it
     */
    record ApiToken(String name, Role role, Instant createdAt, Optional<Instant> expires, Optional<String> maker) {}

    /** An API token with its secret. */
    record NewApiToken(ApiToken token, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "NewApiToken[" + token.name() + "]";
        }
    }

    /** A password in the clear. */
    record NewPassword(String name, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "NewPassword[" + name + "]";
        }
    }
}

package org.ohmstead.identity.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.model.Page;
import org.osgi.annotation.versioning.ProviderType;

/** People on disk, and what they did. Writes throw {@code StoreUnavailable} when nothing is known to be stored. */
@ProviderType
public interface PeopleStore {

    /** All users, to fill the memory at start. */
    List<StoredUser> users();

    /** Adds or replaces a user by name. */
    void putUser(StoredUser user);

    boolean removeUser(String name);

    List<StoredSession> sessions();

    void putSession(StoredSession session);

    /** Removes one session. */
    void removeSession(String secretHash);

    /** Removes all sessions of a user. */
    void removeSessionsOf(String user);

    List<StoredApiToken> apiTokens();

    /** Adds a token; false if the name is taken. */
    boolean addApiToken(StoredApiToken token);

    boolean removeApiToken(String name);

    /** Appends to the audit trail; the number is ignored and handed out by the store. */
    void append(Audit.Entry entry);

    /** Newest first. */
    Page<Audit.Entry> audit(Page.Request request);

    /** @param passwordHash Argon2id in its usual text form, with parameters and salt */
    record StoredUser(String name, Role role, String passwordHash, Instant createdAt) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "StoredUser[" + name + "]";
        }
    }

    /** @param secretHash SHA-256 of the secret, base 64 */
    record StoredSession(String secretHash, String user, Instant expires) {}

    /** @param secretHash SHA-256 of the secret, base 64 */
    record StoredApiToken(String name, Role role, String secretHash, Instant createdAt, Optional<Instant> expires) {}
}

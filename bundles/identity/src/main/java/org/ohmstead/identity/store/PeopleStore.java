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

    /** Removes a user and all API tokens the user made. */
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

    /** Appends to the audit trail; number and seal are ignored: the store hands out the one and computes the other. */
    void append(Audit.Entry entry);

    /** Newest first. */
    Page<Audit.Entry> audit(Page.Request request);

    /** Oldest first, those with a higher number, at most {@code limit}. A seal that is missing is empty text. */
    List<Audit.Entry> auditAfter(long number, int limit);

    /** What the trail's last entry has to be. */
    AuditEnd auditEnd();

    /**
     * Kept beside the trail, so that entries missing at its end are noticed.
     *
     * @param entries how many were appended ever
     * @param seal of the last one; {@link Seal#NONE} while there is none
     */
    record AuditEnd(long entries, String seal) {}

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

    /**
     * @param secretHash SHA-256 of the secret, base 64
     * @param maker empty of one that was made before makers were noted
     */
    record StoredApiToken(
            String name,
            Role role,
            String secretHash,
            Instant createdAt,
            Optional<Instant> expires,
            Optional<String> maker) {}
}

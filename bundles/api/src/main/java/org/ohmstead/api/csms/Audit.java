package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Page;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who changed what. Append-only, and each entry is sealed with the one before: whoever changes, removes, puts in or reorders
 * entries behind the server's back breaks the seals of all that follow.
 */
@ProviderType
public interface Audit {

    /**
     * Writes an entry; returns when it is durable.
     *
     * @param who the person's or API token's name
     * @param action what was done, for example {@code station.register}, {@code command.reset}
     * @param subject to what: a station id, a user name
     * @param before empty where there was nothing; never a secret
     * @param after empty where nothing is left; never a secret
     */
    void record(String who, String action, String subject, Optional<String> before, Optional<String> after);

    /** Newest first. */
    Page<Entry> page(Page.Request request);

    /**
     * Reads the whole trail and computes every seal anew; blocks for as long as that takes.
     *
     * @param noted a seal that somebody wrote down earlier, in any case; empty to check only what is stored
     */
    Verification verify(Optional<String> noted);

    /**
     * One change.
     *
     * @param number 0 until it is stored
     * @param seal SHA-256 over this entry and the seal before it, 64 hexadecimal digits; empty until it is stored
     */
    record Entry(
            long number,
            Instant at,
            String who,
            String action,
            String subject,
            Optional<String> before,
            Optional<String> after,
            String seal) {

        /** An entry that is not stored yet. */
        public Entry(
                Instant at,
                String who,
                String action,
                String subject,
                Optional<String> before,
                Optional<String> after) {
            this(0, at, who, action, subject, before, after, "");
        }
    }

    /**
     * What checking the trail showed.
     *
     * @param entries how many were read, up to the first broken one
     * @param seal the last good seal, to be noted outside this machine; empty where there is none yet
     * @param broken the first entry that does not hold, empty if the trail is whole
     */
    record Verification(long entries, String seal, Optional<Broken> broken) {}

    /**
     * Where the trail breaks.
     *
     * @param number of the entry; empty where entries are missing at the end, or a noted seal is nowhere
     * @param reason a sentence for people
     */
    record Broken(Optional<Long> number, String reason) {}
}

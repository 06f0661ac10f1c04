package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.model.Page;
import org.osgi.annotation.versioning.ProviderType;

/** Who changed what. Append-only. */
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

    /** One change. */
    record Entry(
            long number,
            Instant at,
            String who,
            String action,
            String subject,
            Optional<String> before,
            Optional<String> after) {}
}

package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** What went over the wire, kept on disk for some days: redacted, tokens shortened. Lossy, so never a proof. */
@ProviderType
public interface WireLog {

    /**
     * Oldest first. Blocks while files are read. A page may have fewer items than asked for, or none, and a next one all the
     * same: then so much was read that somebody waited long enough.
     *
     * @throws IllegalStateException with a sentence for people while others search and take too long
     * @throws IllegalArgumentException if {@code request} goes on from a page that was never given
     */
    Page<SeenFrame> search(Query query, Page.Request request);

    /**
     * What is looked for.
     *
     * @param station empty for all of them
     * @param from inclusive
     * @param to exclusive
     */
    record Query(Optional<StationId> station, Instant from, Instant to) {}
}

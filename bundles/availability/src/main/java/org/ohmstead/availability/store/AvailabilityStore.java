package org.ohmstead.availability.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.AvailabilityLedger.State;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.Exclusion;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The ledger on disk: where intervals begin. Each lasts until the next begins, so there is neither gap nor overlap. Writes throw
 * {@code StoreUnavailable} when nothing is known to be stored.
 */
@ProviderType
public interface AvailabilityStore {

    /** The name under which the ledger's place in the journal is kept. */
    String FOLLOWER = "availability";

    /** What is known of every station, to fill the memory at start. */
    Map<StationId, Situation> situations();

    /** @param reached the ledger's place in the journal from now on; empty while more of the same facts is to come */
    void save(List<Change> changes, Optional<JournalPosition> reached);

    /**
     * Where intervals of an EVSE begin, oldest first: the latest that begins at {@code from} or before, and those after it and
     * before {@code to}.
     *
     * @param limit at most so many
     */
    List<Start> starts(StationId station, EvseId evse, Instant from, Instant to, int limit);

    /**
     * Forgets the ledger, but no exclusion, and puts its place at the journal's beginning. In several units; what a crash leaves is
     * harmless.
     *
     * @return false, and nothing is forgotten, where the journal's beginning was pruned: what it told could not be told again
     */
    boolean clear();

    /**
     * Stores an exclusion and gives it an id; one that is the same but for id, time and person, and not revoked, is given back
     * instead.
     */
    Exclusion exclude(Exclusion wanted);

    /** Revokes it, if it was not yet; empty if the station has none of that id. */
    Optional<Exclusion> revoke(StationId station, long exclusion, String who, Instant at);

    /** All of a station, newest first, also the revoked. */
    List<Exclusion> exclusions(StationId station);

    /** Puts it into the journal that nothing is heard on an open connection. */
    void fellSilent(StationId station, Instant lastHeard, Instant at);

    /** Puts it into the journal that something is heard again. */
    void heardAgain(StationId station, Instant heardAt, Instant at);

    /**
     * Where an interval begins.
     *
     * @param cause at most 100 characters
     * @param learnedAt when it became known, where a report came late
     */
    record Start(Instant from, State state, Optional<String> cause, Optional<Instant> learnedAt) {}

    /** What begins at an EVSE at a moment or later is replaced. */
    record Rewrite(EvseId evse, Instant from, List<Start> starts) {

        public Rewrite {
            starts = List.copyOf(starts);
        }
    }

    /** What facts changed at a station. */
    record Change(StationId station, Situation situation, List<Rewrite> rewrites) {

        public Change {
            rewrites = List.copyOf(rewrites);
        }
    }
}

package org.ohmstead.transactions.store;

import java.time.Instant;
import java.util.List;
import org.ohmstead.api.model.RemoteStart;
import org.osgi.annotation.versioning.ProviderType;

/** Remote starts that were accepted and not followed, on disk. Writes throw {@code StoreUnavailable} when nothing is known to be stored. */
@ProviderType
public interface RemoteStartStore {

    /** All of them, oldest first, to fill the memory at start. */
    List<RemoteStart> remoteStarts();

    /** Keeps one, in the place of that of the same station and remote start id. */
    void keep(RemoteStart start);

    /** Keeps each of these in the place of that of the same station and remote start id, and forgets the others: all or none. */
    void replace(List<RemoteStart> kept, List<RemoteStart> forgotten);

    /** Marks one as given up and puts that into the journal, once; one that is not kept is left alone. */
    void lapsed(RemoteStart start, Instant at);

    /** Forgets one; if it is not there, nothing changes. */
    void forget(RemoteStart start);
}

package org.ohmstead.api.database;

import org.osgi.annotation.versioning.ProviderType;

/** Copies the database of the running server. The store offers it; whoever makes a backup calls it. */
@ProviderType
public interface DatabaseCopy {

    /** The folder in the server's home that {@link #make} fills; it is of no use to the server. */
    String FOLDER = "backup.partial";

    /**
     * Puts a consistent copy of the database into {@link #FOLDER}, in place of what is there. Stations go on charging and being
     * answered meanwhile. Blocks until the copy is on disk.
     *
     * @throws DamagedDatabase if part of the database cannot be read; nothing is left of the copy
     * @throws IllegalStateException with a sentence for the operator if there is no copy now, and nothing is left of it
     */
    void make();
}

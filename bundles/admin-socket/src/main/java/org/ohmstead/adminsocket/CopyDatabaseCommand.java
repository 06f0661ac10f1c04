package org.ohmstead.adminsocket;

import org.ohmstead.api.database.DatabaseCopy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Copies the database inside the home, for {@code ohmstead backup}, which takes it from there. */
@Component
public final class CopyDatabaseCommand implements Command {

    private final DatabaseCopy database;

    /** Asks {@code database} for the copy. */
    @Activate
    public CopyDatabaseCommand(@Reference DatabaseCopy database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "copy-database";
    }

    @Override
    public Conversation ask() throws Refused {
        try {
            database.make();
        } catch (IllegalStateException e) {
            throw new Refused(e.getMessage());
        }
        return Conversation.saying("The database was copied");
    }
}

package org.ohmstead.adminsocket;

import org.ohmstead.api.database.DamagedDatabase;
import org.ohmstead.api.database.DatabaseCopy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Copies the database inside the home, for {@code ohmstead backup}, which takes it from there. */
@Component
public final class CopyDatabaseCommand implements Command {

    private final DatabaseCopy database;
    private final OwnersTrail trail;

    /** Asks {@code database} for the copy. */
    @Activate
    public CopyDatabaseCommand(@Reference DatabaseCopy database, @Reference OwnersTrail trail) {
        this.database = database;
        this.trail = trail;
    }

    @Override
    public String name() {
        return "copy-database";
    }

    @Override
    public Conversation ask() throws Refused {
        try {
            database.make();
        } catch (DamagedDatabase e) {
            throw new Damaged(e.getMessage());
        } catch (IllegalStateException e) {
            throw new Refused(e.getMessage());
        }
        trail.note("database.copied");
        return Conversation.saying("The database was copied");
    }

    /** Unlike other refusals it is none that goes away when it is tried again. */
    private static final class Damaged extends Refused {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }

        @Override
        String verdict() {
            return "damaged";
        }
    }
}

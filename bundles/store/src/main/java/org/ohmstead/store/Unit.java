package org.ohmstead.store;

import java.sql.SQLException;

/**
 * What one port method does to the database. Runs on the writer's thread together with other units in one database
 * transaction; may be run a second time after a rollback, so it changes nothing but the database.
 */
@FunctionalInterface
public interface Unit<T> {

    /**
     * @throws SQLException whatever the database says; nothing of the unit stays
     */
    T run(Work work) throws SQLException;
}

package org.ohmstead.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.ohmstead.api.database.DatabaseEngine;
import org.ohmstead.api.database.DatabaseEngine.Failure;
import org.ohmstead.store.journal.Append;
import org.ohmstead.store.journal.Batch;

/** What a unit may use on the writer's thread: the connection's statements and the journal. */
public final class Work {

    private final DatabaseEngine engine;
    private final Statements statements;
    private final Batch journal = new Batch();
    private int rows;

    Work(DatabaseEngine engine, Statements statements) {
        this.engine = engine;
        this.statements = statements;
    }

    public Statements statements() {
        return statements;
    }

    public PreparedStatement prepare(String sql) throws SQLException {
        return statements.prepare(sql);
    }

    /** Executes an insert, update or delete; how many rows it met. */
    public int execute(PreparedStatement statement) throws SQLException {
        int met = statement.executeUpdate();
        rows += met;
        return met;
    }

    /** Executes an insert; false if the key is there already, in which case nothing happened. */
    public boolean insertNew(PreparedStatement statement) throws SQLException {
        try {
            execute(statement);
            return true;
        } catch (SQLException e) {
            if (engine.interpret(e) == Failure.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** Changes a row, or inserts it where there is none; both statements have the same parameters in the same order. */
    public void put(String update, String insert, Binding binding) throws SQLException {
        PreparedStatement change = prepare(update);
        binding.bind(change);
        if (execute(change) == 0) {
            PreparedStatement add = prepare(insert);
            binding.bind(add);
            execute(add);
        }
    }

    /** Puts a fact into the journal, in the same database transaction. */
    public void append(Append entry) {
        rows++;
        journal.add(entry);
    }

    /** How much was written so far. */
    int rows() {
        return rows;
    }

    Batch journal() {
        return journal;
    }

    /** Binds the parameters of a statement. */
    @FunctionalInterface
    public interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}

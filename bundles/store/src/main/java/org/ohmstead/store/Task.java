package org.ohmstead.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A unit that waits for the writer, and its caller who waits for the commit. */
final class Task<T> {

    private final Unit<T> unit;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private T result;
    private RuntimeException refusal;

    Task(Unit<T> unit) {
        this.unit = unit;
    }

    /**
     * Runs the unit in the writer's transaction. A unit that throws an unchecked exception before it wrote anything leaves
     * the transaction as it was: only its caller hears of it.
     *
     * @throws UncommittedException if the transaction has to be taken back
     */
    void run(Work work) throws UncommittedException {
        int before = work.rows();
        refusal = null;
        try {
            result = unit.run(work);
        } catch (SQLException e) {
            throw new UncommittedException(e);
        } catch (RuntimeException e) {
            if (work.rows() != before || UncommittedException.sqlIn(e).isPresent()) {
                throw new UncommittedException(e);
            }
            refusal = e;
        }
    }

    /** Wakes the caller after the commit. */
    void succeed() {
        if (refusal == null) {
            outcome.complete(result);
        } else {
            outcome.completeExceptionally(refusal);
        }
    }

    void fail(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    /** Waits on the caller's thread, deaf to interrupts: the unit is under way and its outcome is wanted. */
    T await() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}

package org.ohmstead.store.tables;

import static org.ohmstead.store.Statements.first;

import java.sql.PreparedStatement;
import java.util.concurrent.locks.ReentrantLock;
import org.ohmstead.store.Sql;
import org.ohmstead.store.Writer;

/**
 * The numbers by which OCPP 1.6 stations know their transactions (§7.34 gives them 31 bits here): each larger than all before,
 * none twice, whatever happens. Blocks are set aside on disk before the first number of them is handed out; what is left of a
 * block when the server stops is lost.
 */
final class StationTransactionNumbers {

    private static final Sql SQL = Sql.beside(StationTransactionNumbers.class, "transactions.sql");
    private static final String RESERVE = SQL.get("reserveNumbers");
    private static final String RESERVED = SQL.get("reservedNumber");

    private static final int BLOCK = 1_000;

    private final Writer writer;
    private final ReentrantLock lock = new ReentrantLock();
    private long last;
    private long reserved;

    StationTransactionNumbers(Writer writer) {
        this.writer = writer;
    }

    /** Waits for the disk once per block; not on the writer's thread. */
    String next() {
        lock.lock();
        try {
            if (last == reserved) {
                reserved = writer.write(work -> {
                    PreparedStatement reserve = work.prepare(RESERVE);
                    reserve.setLong(1, BLOCK);
                    work.execute(reserve);
                    return first(work.prepare(RESERVED), row -> row.getLong(1)).orElseThrow();
                });
                last = reserved - BLOCK;
            }
            if (last >= Integer.MAX_VALUE) {
                throw new IllegalStateException("All two billion transaction numbers of OCPP 1.6 have been handed out");
            }
            return Long.toString(++last);
        } finally {
            lock.unlock();
        }
    }
}

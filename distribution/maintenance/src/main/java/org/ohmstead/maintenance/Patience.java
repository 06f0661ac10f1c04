package org.ohmstead.maintenance;

import java.io.PrintStream;
import java.time.Duration;
import org.ohmstead.api.database.DatabaseEngine;

/** Tells a person who waits how far it is; nothing where it is quick. */
final class Patience implements DatabaseEngine.Progress {

    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private long told = System.nanoTime();

    Patience(PrintStream out) {
        this.out = out;
    }

    @Override
    public void done(int parts, int of) {
        long now = System.nanoTime();
        if (now - told > PAUSE) {
            told = now;
            out.println("ohmstead: " + parts + " of " + of + " tables of the copy are read.");
        }
    }
}

package org.ohmstead.api.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What one class writes into the log, from any thread, until this is closed. For tests of bundles with slf4j-jdk14. */
public final class LogLines extends Handler implements AutoCloseable {

    private static final long SECONDS = 20;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Logger logger;

    /** Begins to listen. */
    public LogLines(Class<?> of) {
        logger = Logger.getLogger(of.getName());
        logger.addHandler(this);
    }

    /** The oldest line that was not taken, as {@code WARNING the sentence}; waits for it. */
    public String next() throws InterruptedException {
        String line = lines.poll(SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("Nothing was logged");
        }
        return line;
    }

    /** Takes all lines there are. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        lines.drainTo(all);
        return all;
    }

    @Override
    public void publish(LogRecord written) {
        lines.add(written.getLevel() + " " + new SimpleFormatter().formatMessage(written));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

package org.ohmstead.database.derby;

import java.io.Writer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Derby's own log goes: into ours. Found by Derby through {@code derby.stream.error.method}. */
public final class DerbyLog extends Writer {

    private static final Logger LOG = LoggerFactory.getLogger("org.apache.derby");

    private final StringBuilder line = new StringBuilder();

    private DerbyLog() {}

    /** Called once by Derby when its engine starts. */
    public static Writer writer() {
        return new DerbyLog();
    }

    @Override
    public void write(char[] text, int from, int length) {
        synchronized (lock) {
            for (int i = from; i < from + length; i++) {
                if (text[i] == '\n') {
                    log(line.toString().strip());
                    line.setLength(0);
                } else {
                    line.append(text[i]);
                }
            }
        }
    }

    /** Derby reports its start in many lines and each error with a stack trace; only the error's own line matters to operators. */
    private static void log(String text) {
        if (text.startsWith("ERROR") || text.contains("SQLException") && !text.startsWith("at ")) {
            LOG.warn(text);
        } else if (!text.isEmpty()) {
            LOG.debug(text);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}

package org.ohmstead.adminsocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Gogo shell for the person at the other end, line by line until {@code exit}. */
@Component
public final class ShellCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(ShellCommand.class);
    private static final String PROMPT = "ohmstead> ";

    private final CommandProcessor gogo;

    /** Each request gets a session of its own from {@code gogo}. */
    @Activate
    public ShellCommand(@Reference CommandProcessor gogo) {
        this.gogo = gogo;
    }

    @Override
    public String name() {
        return "shell";
    }

    @Override
    public Conversation ask() {
        LOG.info("An administrator opened the shell");
        return this::converse;
    }

    private void converse(BufferedReader in, PrintStream out) throws IOException {
        try (CommandSession session = gogo.createSession(InputStream.nullInputStream(), out, out)) {
            prompt(out);
            for (String line = in.readLine(); line != null && !line.strip().equals("exit"); line = in.readLine()) {
                execute(session, line, out);
                prompt(out);
            }
        }
    }

    private static void prompt(PrintStream out) {
        out.print(PROMPT);
        out.flush();
    }

    // Gogo's execute declares Exception: whatever a command of any bundle throws belongs to the person who typed it.
    private static void execute(CommandSession session, String line, PrintStream out) {
        try {
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
        } catch (Exception e) {
            out.println(e);
        }
    }
}

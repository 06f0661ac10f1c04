package org.ohmstead.adminsocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.URI;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.People;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens the REST interface to whoever owns the home directory: says where it is and by which bearer. That holds as long as the
 * connection, so that nothing is left of it when the other end is killed.
 */
@Component
public final class SessionCommand implements Command {

    private final Doors doors;
    private final People people;

    /** Lets them in through {@code people}. */
    @Activate
    public SessionCommand(@Reference Doors doors, @Reference People people) {
        this.doors = doors;
        this.people = people;
    }

    @Override
    public String name() {
        return "session";
    }

    @Override
    public Conversation ask() throws Refused {
        URI console = doors.open().get(Door.CONSOLE);
        if (console == null) {
            throw new Refused(doors.cannotOpen()
                    .getOrDefault(Door.CONSOLE, "The server is not ready: the port of its console is not open yet."));
        }
        return (in, out) -> admit(console, in, out);
    }

    private void admit(URI console, BufferedReader in, PrintStream out) throws IOException {
        String secret = people.admitOwner();
        try {
            out.println(console);
            out.println(secret);
            in.transferTo(Writer.nullWriter());
        } finally {
            people.signOut(secret);
        }
    }
}

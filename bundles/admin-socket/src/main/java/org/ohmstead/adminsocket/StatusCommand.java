package org.ohmstead.adminsocket;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says whether the server is ready and where its doors are. */
@Component
public final class StatusCommand implements Command {

    private final Doors doors;
    private final String version;

    /** Reports on these doors; the version is this bundle's. */
    @Activate
    public StatusCommand(BundleContext context, @Reference Doors doors) {
        this(context.getBundle().getVersion().toString(), doors);
    }

    StatusCommand(String version, Doors doors) {
        this.version = version;
        this.doors = doors;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Conversation ask() {
        var text = new StringBuilder("Ohmstead ").append(version);
        text.append(doors.readiness().isPresent() ? " is ready" : " is running, but not every door is open");
        text.append(", process ").append(ProcessHandle.current().pid());
        for (Map.Entry<String, URI> door : new TreeMap<>(doors.open()).entrySet()) {
            text.append("\n  ").append(door.getKey()).append("  ").append(door.getValue());
        }
        return Conversation.saying(text.toString());
    }
}

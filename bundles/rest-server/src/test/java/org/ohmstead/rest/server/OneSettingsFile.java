package org.ohmstead.rest.server;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.SettingsCheck.Problem;
import org.ohmstead.api.settings.Counts;
import org.ohmstead.rest.House;

/** One file with one port, and every version it had. */
public final class OneSettingsFile implements Settings {

    static final String ID = "x.door";

    private final List<String> ports = new ArrayList<>(List.of("1"));

    private String version() {
        return Integer.toString(ports.size());
    }

    @Override
    public List<Component> components() {
        var port = new Field(
                "port",
                "Port",
                "The port.",
                Type.WHOLE_NUMBER,
                "9000",
                Optional.of(BigDecimal.ZERO),
                Optional.of(new BigDecimal(65_535)),
                List.of(),
                Counts.When.STATIONS_RECONNECT);
        var value = new Value("port", ports.getLast(), Source.FILE, Optional.of(ports.getLast()));
        return List.of(new Component(
                ID,
                false,
                "Door",
                "Where people come in.",
                List.of(port),
                List.of(new File(ID, version(), List.of(value), List.of()))));
    }

    @Override
    public Optional<Component> component(String id) {
        return id.equals(ID) ? Optional.of(components().getFirst()) : Optional.empty();
    }

    @Override
    public Result change(String who, String id, String version, Map<String, Optional<String>> changes) {
        if (!id.equals(ID)) {
            return new Result.Unknown();
        }
        if (!version.equals(version())) {
            return new Result.Conflict();
        }
        String port = changes.get("port").orElse("9000");
        if (!port.matches("\\d+")) {
            return new Result.Refused(List.of(new Problem(ID + ".cfg", 1, "port", "is a whole number", false)));
        }
        String before = ports.getLast();
        ports.add(port);
        return new Result.Changed(components().getFirst(), "port = " + before, "port = " + port);
    }

    @Override
    public Result remove(String who, String id, String version) {
        return change(who, id, version, Map.of("port", Optional.empty()));
    }

    @Override
    public Result undo(String who, String id, String version, long number) {
        return number >= ports.size()
                ? new Result.Unknown()
                : change(who, id, version, Map.of("port", Optional.of(ports.get((int) number))));
    }

    @Override
    public List<Change> history(String id) {
        return List.of(
                new Change(7, House.NOW, Optional.empty(), Action.CHANGED, List.of(new Line(Kind.ADDED, "port = 1"))));
    }
}

package org.ohmstead.adminsocket;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.HealthReport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Says whether the server is ready, where its doors are, what it waits for and what ails it. */
@Component
public final class StatusCommand implements Command {

    private final String version;
    private final Doors doors;
    private final Waiting waiting;

    /** Comes when all else has; a server that has none yet is still asked how it is. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile HealthReport health;

    /** Reports on these; the version is this bundle's. */
    @Activate
    public StatusCommand(BundleContext context, @Reference Doors doors, @Reference Waiting waiting) {
        // OSGi writes 0.1.0.SNAPSHOT for what everybody else calls 0.1.0-SNAPSHOT.
        this.version = context.getBundle().getVersion().toString().replaceFirst("\\.(?=[A-Z])", "-");
        this.doors = doors;
        this.waiting = waiting;
    }

    @Override
    public String name() {
        return "status";
    }

    /** @param words {@code --json} for scripts */
    @Override
    public Conversation ask(String words) throws Refused {
        return words.equals("--json") ? Conversation.saying(Json.of(facts())) : Command.super.ask(words);
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("ready", doors.readiness().isPresent());
        facts.put("version", version);
        facts.put("pid", ProcessHandle.current().pid());
        facts.put("addresses", new TreeMap<>(doors.open()));
        facts.put("cannotOpen", new TreeMap<>(doors.cannotOpen()));
        facts.put("waits", waiting.sentences());
        HealthReport report = health;
        if (report != null) {
            facts.put("health", told(report));
        }
        return facts;
    }

    /** As {@code /health} tells it. */
    private static Map<String, Object> told(HealthReport report) {
        Map<String, Object> checks = new TreeMap<>();
        report.checks()
                .forEach((name, check) -> checks.put(
                        name,
                        new TreeMap<>(Map.of(
                                "status", check.status(), "message", check.message(), "remedy", check.remedy()))));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("status", report.overall());
        told.put("checks", checks);
        return told;
    }

    @Override
    public Conversation ask() {
        var text = new StringBuilder("Ohmstead ").append(version);
        String ready = isDown() ? " is ready but not well" : " is ready";
        text.append(doors.readiness().isPresent() ? ready : " is running, but not every door is open");
        text.append(", process ").append(ProcessHandle.current().pid());
        for (Map.Entry<String, URI> door : new TreeMap<>(doors.open()).entrySet()) {
            text.append("\n  ").append(door.getKey()).append("  ").append(door.getValue());
        }
        new TreeMap<>(doors.cannotOpen())
                .values()
                .forEach(reason -> text.append("\n  ").append(reason));
        waiting.sentences().forEach(sentence -> text.append("\n  ").append(sentence));
        ailments().forEach(ailment -> text.append("\n  ").append(ailment));
        return Conversation.saying(text.toString());
    }

    private boolean isDown() {
        HealthReport report = health;
        return report != null && report.overall() == HealthCheck.Status.DOWN;
    }

    /** What is not as it should be, and what to do. */
    private Stream<String> ailments() {
        HealthReport report = health;
        return report == null
                ? Stream.empty()
                : report.checks().entrySet().stream()
                        .filter(check -> check.getValue().status() != HealthCheck.Status.OK)
                        .map(check -> check.getKey() + " is " + check.getValue().status() + ": "
                                + check.getValue().message() + " "
                                + check.getValue().remedy());
    }
}

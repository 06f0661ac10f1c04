package org.ohmstead.rest.server;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.Settings.Change;
import org.ohmstead.api.csms.Settings.Component;
import org.ohmstead.api.csms.Settings.Result;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.FieldError;
import org.ohmstead.rest.resource.PlainText;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.server.view.SettingsChange;
import org.ohmstead.rest.server.view.SettingsUndo;

/** The files of settings, for administrators. */
final class SettingsRoutes {

    private static final String FILE = "/api/v1/settings/{pid}";

    /** Switched on, it runs whatever code lies in a folder. */
    private static final String PLUGINS = "org.ohmstead.plugins";

    private final Settings settings;
    private final SettingsCheck check;
    private final Trail trail;

    SettingsRoutes(Settings settings, SettingsCheck check, Trail trail) {
        this.settings = settings;
        this.check = check;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/settings", "What can be set, what is set and what counts")
                        .forAdministrators()
                        .givesList(Component.class)
                        .by(call -> Answer.items(settings.components())),
                Route.get("/api/v1/settings/problems", "What is wrong with the configuration files")
                        .forAdministrators()
                        .givesList(SettingsCheck.Problem.class)
                        .by(call -> Answer.items(check.problems())),
                Route.get(FILE, "One file of settings")
                        .forAdministrators()
                        .gives(Component.class)
                        .by(call -> Answer.ok(component(call))),
                Route.put(FILE, "Changes a file of settings, or makes it")
                        .forAdministrators()
                        .takes(SettingsChange.class)
                        .gives(Component.class)
                        .by(this::change),
                Route.delete(FILE, "Removes a file of settings")
                        .forAdministrators()
                        .query("version", "of the file as it was seen")
                        .by(this::remove),
                Route.get(FILE + "/history", "What was changed in a file, newest first")
                        .forAdministrators()
                        .givesList(Change.class)
                        .by(call -> {
                            component(call);
                            return Answer.items(settings.history(call.parameter("pid")));
                        }),
                Route.post(FILE + "/undo", "Brings back what a file was after an earlier change")
                        .forAdministrators()
                        .takes(SettingsUndo.class)
                        .gives(Component.class)
                        .by(this::undo));
    }

    private static String pidToChange(Call call) {
        String pid = call.parameter("pid");
        if (pid.equals(PLUGINS)) {
            call.requirePerson();
        }
        return pid;
    }

    private Component component(Call call) {
        return settings.component(call.parameter("pid")).orElseThrow(SettingsRoutes::unknown);
    }

    private static Problem unknown() {
        return Problem.notFound("There are no such settings.");
    }

    private Answer change(Call call) {
        String pid = pidToChange(call);
        SettingsChange wanted = call.body(SettingsChange.class);
        List<FieldError> wrong = new ArrayList<>();
        Map<String, Optional<String>> changes = new TreeMap<>();
        new TreeMap<>(wanted.values())
                .forEach((key, value) -> mistake(value)
                        .ifPresentOrElse(
                                message -> wrong.add(FieldError.of(key, message)),
                                () -> changes.put(
                                        key, Optional.ofNullable(value).map(SettingsRoutes::text))));
        if (!wrong.isEmpty()) {
            throw Problem.bad(wrong);
        }
        Result result = settings.change(call.who(), pid, wanted.version().orElse(""), changes);
        return Answer.ok(done(call, "settings.change", result).component());
    }

    /** @param value null where the default is to count */
    private static Optional<String> mistake(Object value) {
        return switch (value) {
            case String text when !PlainText.isPlain(text) -> Optional.of(PlainText.RULE);
            case null -> Optional.empty();
            case String text -> Optional.empty();
            case Number number -> Optional.empty();
            case Boolean flag -> Optional.empty();
            default -> Optional.of("is a text, a number, true or false");
        };
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private Answer remove(Call call) {
        String pid = pidToChange(call);
        String version = call.query("version").orElse("");
        done(call, "settings.remove", settings.remove(call.who(), pid, version));
        return Answer.empty();
    }

    private Answer undo(Call call) {
        String pid = pidToChange(call);
        SettingsUndo wanted = call.body(SettingsUndo.class);
        Result result = settings.undo(call.who(), pid, wanted.version().orElse(""), wanted.number());
        return Answer.ok(done(call, "settings.undo", result).component());
    }

    private Result.Changed done(Call call, String action, Result result) {
        return switch (result) {
            case Result.Changed changed -> {
                if (!changed.before().equals(changed.after())) {
                    trail.changed(call, action, call.parameter("pid"), told(changed.before()), told(changed.after()));
                } else {
                    trail.unchanged(call);
                }
                yield changed;
            }
            case Result.Refused refused ->
                throw Problem.bad(refused.problems().stream()
                        .map(problem -> FieldError.of(problem.key(), problem.message()))
                        .toList());
            case Result.Conflict() ->
                throw Problem.conflict("Somebody changed this file meanwhile. Nothing was saved; look at it again.");
            case Result.Unknown() -> throw unknown();
        };
    }

    private static Optional<String> told(String lines) {
        return Optional.of(lines).filter(text -> !text.isEmpty());
    }
}

package org.ohmstead.rest.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.LogLevels;
import org.ohmstead.api.csms.LogLevels.Setting;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.server.view.LogLevelView;
import org.ohmstead.rest.server.view.NewLogLevel;

/** How much is logged of what; for administrators. */
final class LogLevelRoutes {

    private static final int WEEK = 7 * 24 * 60;

    private final LogLevels levels;
    private final Trail trail;

    LogLevelRoutes(LogLevels levels, Trail trail) {
        this.levels = levels;
        this.trail = trail;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/log-levels", "Log levels that were changed here")
                        .forAdministrators()
                        .givesList(LogLevelView.class)
                        .by(call -> Answer.items(
                                levels.settings().stream().map(LogLevelView::of).toList())),
                Route.put(
                                "/api/v1/log-levels/{logger}",
                                "Sets the level of a bundle or package, for a while or for good")
                        .forAdministrators()
                        .takes(NewLogLevel.class)
                        .gives(LogLevelView.class)
                        .by(this::set),
                Route.delete("/api/v1/log-levels/{logger}", "Takes a changed level back")
                        .forAdministrators()
                        .by(this::reset));
    }

    private Answer set(Call call) {
        NewLogLevel wanted = call.body(NewLogLevel.class);
        if (wanted.minutes().filter(minutes -> minutes < 1 || minutes > WEEK).isPresent()) {
            throw Problem.bad("minutes", "is a number from 1 to " + WEEK);
        }
        String logger = call.parameter("logger");
        Optional<Setting> before = levels.settings().stream()
                .filter(setting -> setting.logger().equals(logger))
                .findFirst();
        Setting after;
        try {
            after = Problem.unlessRefused(
                    () -> levels.set(logger, wanted.level(), wanted.minutes().map(Duration::ofMinutes)));
        } catch (IllegalStateException e) {
            throw Problem.conflict(e.getMessage());
        }
        try {
            trail.changed(call, "log.level", logger, before.map(LogLevelRoutes::words), Optional.of(words(after)));
        } catch (StoreUnavailable e) {
            takeBack(logger, before);
            throw e;
        }
        return Answer.ok(LogLevelView.of(after));
    }

    /** What the trail has not is not done: it would write on a disk that may be full. */
    private void takeBack(String logger, Optional<Setting> before) {
        if (before.isPresent()) {
            Optional<Duration> left = before.get().until().map(until -> Duration.between(Instant.now(), until));
            levels.set(logger, before.get().level(), left);
        } else {
            levels.reset(logger);
        }
    }

    private Answer reset(Call call) {
        String logger = call.parameter("logger");
        Setting before =
                levels.reset(logger).orElseThrow(() -> Problem.notFound("The level of that logger was not changed."));
        trail.changed(call, "log.level", logger, Optional.of(words(before)), Optional.empty());
        return Answer.empty();
    }

    private static String words(Setting setting) {
        return setting.level() + setting.until().map(until -> " until " + until).orElse("");
    }
}

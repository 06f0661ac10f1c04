package org.ohmstead.rest.server;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ohmstead.api.csms.Plugins;
import org.ohmstead.api.csms.Plugins.Plugin;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Route;

/** What the server is made of. */
final class PluginRoutes {

    private final Supplier<Optional<Plugins>> plugins;

    /** @param plugins empty while nobody can tell */
    PluginRoutes(Supplier<Optional<Plugins>> plugins) {
        this.plugins = plugins;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/plugins", "The bundles, how each is and what it misses")
                .givesList(Plugin.class)
                .by(call -> Answer.items(plugins.get().map(Plugins::plugins).orElse(List.of()))));
    }
}

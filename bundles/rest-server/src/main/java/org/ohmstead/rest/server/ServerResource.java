package org.ohmstead.rest.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.LogLevels;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.Plugins;
import org.ohmstead.api.csms.Routes;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The server over REST: who may sign in, settings, log levels, plugins, integrations and the journal. */
@Component
public final class ServerResource implements Resource {

    private final List<Route> routes;

    /** Comes and goes with its feature, which starts last. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile Routes integration;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile Plugins plugins;

    /** Everything it needs is a service of {@code api}. */
    @Activate
    public ServerResource(
            @Reference People people,
            @Reference Audit audit,
            @Reference Stations stations,
            @Reference Journal journal,
            @Reference DeadLetters letters,
            @Reference SettingsCheck settingsCheck,
            @Reference Settings settings,
            @Reference LogLevels logLevels) {
        var trail = new Trail(audit);
        routes = Stream.of(
                        new ServerRoutes(stations, journal).routes(),
                        new SettingsRoutes(settings, settingsCheck, trail).routes(),
                        new PeopleRoutes(people, audit, trail).routes(),
                        new IntegrationRoutes(() -> Optional.ofNullable(integration), letters, journal, trail).routes(),
                        new LogLevelRoutes(logLevels, trail).routes(),
                        new PluginRoutes(() -> Optional.ofNullable(plugins)).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}

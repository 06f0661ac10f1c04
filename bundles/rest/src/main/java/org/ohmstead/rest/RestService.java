package org.ohmstead.rest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.AvailabilityLedger;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.csms.FrameTap;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.LogLevels;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.Plugins;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.Routes;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.Journal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The REST interface: puts the table of routes together and hands it to the people's port. */
@Component(
        service = Handler.class,
        property = {"ohmstead.path=/api/v1", "ohmstead.path=/health", "ohmstead.path=/metrics"})
public final class RestService extends Handler.Wrapper {

    private final Changes changes;
    private final List<Route> routes;

    /** Comes and goes with its feature, which starts last. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile Routes integration;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile Plugins plugins;

    /** Everything it needs is a service of {@code api}. */
    @Activate
    public RestService(
            @Reference People people,
            @Reference Audit audit,
            @Reference Stations stations,
            @Reference StationRegister register,
            @Reference Provisioning provisioning,
            @Reference Tokens tokens,
            @Reference ChargingPolicies policies,
            @Reference TransactionHistory history,
            @Reference Reviews reviews,
            @Reference Journal journal,
            @Reference FrameTap frames,
            @Reference WireLog wireLog,
            @Reference HealthReport health,
            @Reference Meters meters,
            @Reference SettingsCheck settingsCheck,
            @Reference Settings settings,
            @Reference LogLevels logLevels,
            @Reference AvailabilityLedger ledger,
            @Reference FaultCodes faultCodes,
            @Reference DeadLetters letters) {
        var json = new Json();
        var trail = new Trail(audit);
        var views = new TransactionViews(history, tokens);
        var stationViews = new StationViews(history, faultCodes);
        var overviews = new Overviews(Clock.systemUTC(), stations, register, tokens, history);
        changes = new Changes(journal, stations, history, views, stationViews, overviews);
        var live = new Live(changes, history, frames, overviews, json);

        List<Route> table = new ArrayList<>();
        table.addAll(new SessionRoutes(people, trail).routes());
        table.addAll(new ServerRoutes(overviews, stations, journal, health, meters).routes());
        table.addAll(new SettingsRoutes(settings, settingsCheck, trail).routes());
        table.addAll(new StationRoutes(stations, register, stationViews, journal, trail).routes());
        table.addAll(new WireLogRoutes(stations, wireLog, Clock.systemUTC()).routes());
        table.addAll(new ProvisioningRoutes(stations, provisioning, trail).routes());
        table.addAll(new AvailabilityRoutes(ledger, stations, trail, Clock.systemUTC()).routes());
        table.addAll(new ExclusionRoutes(ledger, stations, trail).routes());
        table.addAll(new CommandRoutes(stations, history, trail).routes());
        table.addAll(new TransactionRoutes(stations, history, views).routes());
        table.addAll(new ReviewRoutes(reviews, views, trail).routes());
        table.addAll(new TokenRoutes(tokens, stations, trail).routes());
        table.addAll(new PolicyRoutes(policies, stations, trail).routes());
        table.addAll(new PeopleRoutes(people, audit, trail).routes());
        table.addAll(new IntegrationRoutes(() -> Optional.ofNullable(integration), letters, journal, trail).routes());
        table.addAll(new LogLevelRoutes(logLevels, trail).routes());
        table.addAll(new PluginRoutes(() -> Optional.ofNullable(plugins)).routes());
        table.addAll(new EventRoutes(live, people).routes());
        table.add(Route.get("/api/v1/openapi.json", "This description")
                .by(call -> Answer.ok(new OpenApi(table).describe())));
        routes = List.copyOf(table);
        setHandler(new Api(new Router(routes), people, json));
    }

    /** The table, for the tests that walk over it. */
    List<Route> routes() {
        return routes;
    }

    /** Ends the live streams. */
    @Deactivate
    void close() {
        changes.close();
    }
}

package org.ohmstead.rest.charging;

import java.util.List;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.ohmstead.rest.view.TransactionViews;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Charging over REST: transactions, what is doubtful of them, and who may charge. */
@Component
public final class ChargingResource implements Resource {

    private final List<Route> routes;

    /** Everything it needs is a service of {@code api}. */
    @Activate
    public ChargingResource(
            @Reference Audit audit,
            @Reference Stations stations,
            @Reference Tokens tokens,
            @Reference ChargingPolicies policies,
            @Reference TransactionHistory history,
            @Reference Reviews reviews) {
        var trail = new Trail(audit);
        var views = new TransactionViews(history, tokens);
        routes = Stream.of(
                        new TransactionRoutes(stations, history, views).routes(),
                        new ReviewRoutes(reviews, views, trail).routes(),
                        new TokenRoutes(tokens, stations, trail).routes(),
                        new PolicyRoutes(policies, stations, trail).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}

package org.ohmstead.rest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.People;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.resource.Route;
import org.ohmstead.rest.resource.Trail;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST interface: puts the table of routes together, of its own and of every {@link Resource} there is, and hands it to the
 * people's port once all our own bundles of REST that are to run have brought theirs.
 */
@Component(
        service = {},
        immediate = true)
public final class RestService {

    private static final Logger LOG = LoggerFactory.getLogger(RestService.class);

    private static final String PREFIX = "/api/v1/";

    /** So begin the names of our own bundles of REST. */
    private static final String OURS = "org.ohmstead.rest-";

    private record Contribution(Resource resource, long bundle, List<Route> routes) {}

    private final List<Route> own;
    private final Api api;
    private final Set<Long> awaited;
    private final Function<Handler, Runnable> serve;
    private final List<Contribution> contributions = new ArrayList<>();
    private Optional<Runnable> retract = Optional.empty();

    /** Serves what every server has; the rest comes by {@link #came}. */
    @Activate
    public RestService(
            BundleContext context,
            @Reference People people,
            @Reference Audit audit,
            @Reference HealthReport health,
            @Reference Meters meters) {
        this(
                people,
                audit,
                health,
                meters,
                ours(context),
                handler -> context.registerService(
                                Handler.class, handler, new Hashtable<>(Map.of("ohmstead.path", new String[] {
                                    "/api/v1", "/health", "/metrics"
                                })))::unregister);
    }

    /**
     * @param awaited the bundles without whose resources nothing is served
     * @param serve hands out what answers, and gives back what takes that back
     */
    RestService(
            People people,
            Audit audit,
            HealthReport health,
            Meters meters,
            Set<Long> awaited,
            Function<Handler, Runnable> serve) {
        this.own = new ArrayList<>(new SessionRoutes(people, new Trail(audit)).routes());
        own.addAll(new HealthRoutes(health, meters).routes());
        own.add(Route.get("/api/v1/openapi.json", "This description")
                .by(call -> Answer.ok(new OpenApi(routes()).describe())));
        this.api = new Api(people, audit);
        this.awaited = new HashSet<>(awaited);
        this.serve = serve;
        serveWhenComplete();
    }

    /** One that somebody stopped for good is not waited for. */
    private static Set<Long> ours(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS) && bringsResources(bundle))
                .filter(bundle -> bundle.adapt(BundleStartLevel.class).isPersistentlyStarted())
                .map(Bundle::getBundleId)
                .collect(Collectors.toSet());
    }

    private static boolean bringsResources(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredCapabilities("osgi.service").stream()
                .map(service -> service.getAttributes().get(Constants.OBJECTCLASS))
                .anyMatch(names -> names instanceof List<?> several && several.contains(Resource.class.getName()));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "gone")
    synchronized void came(Resource resource, Map<String, Object> properties) {
        long bundle = (Long) properties.get(Constants.SERVICE_BUNDLEID);
        contributions.add(new Contribution(resource, bundle, accepted(resource, bundle)));
        // The same order whoever came first, and our own before those of plugins.
        contributions.sort(Comparator.comparingLong(Contribution::bundle));
        awaited.remove(bundle);
        serveWhenComplete();
    }

    synchronized void gone(Resource resource) {
        contributions.removeIf(contribution -> contribution.resource() == resource);
        serveWhenComplete();
    }

    private List<Route> accepted(Resource resource, long bundle) {
        List<Route> accepted = new ArrayList<>();
        Set<String> taken = all().stream().map(RestService::shape).collect(Collectors.toSet());
        try {
            for (Route route : resource.routes()) {
                if (route.path().startsWith(PREFIX) && route.need().isPresent() && taken.add(shape(route))) {
                    accepted.add(route);
                } else {
                    LOG.warn(
                            "{} {} of bundle {} is left out: it is not below {}, for everybody or there already",
                            route.method(),
                            route.path(),
                            bundle,
                            PREFIX);
                }
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "The resource {} of bundle {} is left out",
                    resource.getClass().getName(),
                    bundle,
                    e);
            return List.of();
        }
        return accepted;
    }

    /** Alike where a request could mean either. */
    private static String shape(Route route) {
        return route.method() + " " + route.path().replaceAll("\\{[^}]*}", "{}");
    }

    private List<Route> all() {
        return Stream.concat(own.stream(), contributions.stream().flatMap(it -> it.routes().stream()))
                .toList();
    }

    private void serveWhenComplete() {
        if (awaited.isEmpty()) {
            api.serve(Table.of(all()));
            if (retract.isEmpty()) {
                retract = Optional.of(serve.apply(api));
            }
        }
    }

    /** All that are there now. */
    List<Route> routes() {
        return api.table().routes();
    }

    /** Answers no more. */
    @Deactivate
    synchronized void close() {
        retract.ifPresent(Runnable::run);
    }
}

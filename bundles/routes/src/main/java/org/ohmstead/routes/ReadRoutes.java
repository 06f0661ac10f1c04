package org.ohmstead.routes;

import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NamedNode;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of one file, read and not yet started, and where in it each of their steps stands. */
final class ReadRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ReadRoutes.class);

    /** How Camel names the step it could not make. */
    private static final Pattern STEP = Pattern.compile("at: >>> (.*) <<< in route: ", Pattern.DOTALL);

    /** Steps that hand on what they got. */
    private static final Set<String> KEEPING = Set.of(
            "choice",
            "filter",
            "idempotentConsumer",
            "log",
            "multicast",
            "otherwise",
            "pipeline",
            "removeHeader",
            "removeHeaders",
            "setHeader",
            "setHeaders",
            "setProperty",
            "setVariable",
            "when");

    private final CamelContext camel;
    private final RouteText text;
    private final List<RouteBuilder> builders = new ArrayList<>();

    /** @throws Exception where Camel cannot read them */
    ReadRoutes(CamelContext camel, String name, RouteText text) throws Exception {
        this.camel = camel;
        this.text = text;
        for (RoutesBuilder builder :
                PluginHelper.getRoutesLoader(camel).findRoutesBuilders(ResourceHelper.fromString(name, text.text()))) {
            RouteBuilder read = (RouteBuilder) builder;
            read.configureRoutes(camel);
            builders.add(read);
        }
    }

    private Stream<RouteDefinition> definitions() {
        return builders.stream().flatMap(builder -> builder.getRouteCollection().getRoutes().stream());
    }

    /** The first whose name another route has, here or in Camel; those Camel names itself are its own affair. */
    Optional<RouteDefinition> namesake() {
        Set<String> ids = new HashSet<>();
        return definitions()
                .filter(RouteDefinition::hasCustomIdAssigned)
                .filter(route -> !ids.add(route.getId()) || camel.getRoute(route.getId()) != null)
                .findFirst();
    }

    /** What no entry has would be missing in all that goes out. Ends where a step makes something else of the entry. */
    void refuseKeysThatNoEntryHas() throws RouteFileMistake {
        for (RouteDefinition route : definitions().toList()) {
            Optional<EntryKeys> known = EntryKeys.of(names(route.getInput().getEndpointUri(), "journal", "kinds"));
            if (known.isPresent()) {
                for (NamedNode step :
                        steps(route).takeWhile(ReadRoutes::keepsTheEntry).toList()) {
                    refuseUnknown(step, known.get());
                }
            }
        }
    }

    private void refuseUnknown(NamedNode step, EntryKeys known) throws RouteFileMistake {
        String uri = step instanceof ToDefinition to ? to.getUri() : "";
        List<String> wanted = new ArrayList<>(names(uri, "json", "fields"));
        wanted.addAll(names(uri, "csv", "columns"));
        for (String name : wanted) {
            if (!name.contains("{{") && !known.keys().contains(name)) {
                int line = text.line(span(step), List.of(name)).orElse(step.getLineNumber());
                throw new RouteFileMistake(line, known.complaint(name));
            }
        }
    }

    private static boolean keepsTheEntry(NamedNode step) {
        return step instanceof ToDefinition to
                ? to.getUri().matches("(ohmstead:(//)?(json|csv|webhook)|log:).*")
                : KEEPING.contains(step.getShortName());
    }

    /** What an address of ours lists under an option; empty if it is another's. */
    private static List<String> names(String uri, String ours, String option) {
        if (!uri.matches("ohmstead:(//)?" + ours + "(\\?.*)?")) {
            return List.of();
        }
        try {
            Object listed = URISupport.parseQuery(uri.substring(uri.indexOf('?') + 1), false, true)
                    .get(option);
            return listed == null ? List.of() : OhmsteadComponent.list(listed.toString());
        } catch (URISyntaxException e) {
            LOG.debug("Camel will say what is wrong with {}", uri, e);
            return List.of();
        }
    }

    /** All of them, or none. */
    RunningRoutes start() throws Exception {
        try {
            for (RouteBuilder builder : builders) {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    configurations.updateRouteConfigurationsToCamelContext(camel);
                }
            }
            Set<String> ids = new LinkedHashSet<>();
            for (RouteBuilder builder : builders) {
                ids.addAll(builder.updateRoutesToCamelContext(camel));
            }
            return new RunningRoutes(camel, ids);
        } catch (Exception | LinkageError e) {
            forget();
            throw e;
        }
    }

    /** Camel keeps what it could not start, and would stop it with everything else. */
    private void forget() {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        for (RouteDefinition route : definitions().toList()) {
            try {
                model.removeRouteDefinition(route);
            } catch (Exception | LinkageError e) {
                LOG.warn("Route {} does not stop cleanly", route.getId(), e);
            }
        }
    }

    /** Lines of a file: {@code from}, from 1, is one of them, {@code to} none any more. */
    record Span(int from, int to) {}

    /** Where the step stands that Camel could not make, or the route that it could not start; empty where it does not tell. */
    Optional<Span> place(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException failed) {
                Matcher step = STEP.matcher(failed.getMessage());
                Optional<String> named = step.find() ? Optional.of(step.group(1)) : Optional.empty();
                return find(failed.getRouteId()).flatMap(route -> span(step(route, named)));
            }
            if (cause instanceof FailedToStartRouteException failed) {
                return find(failed.getRouteId()).flatMap(this::span);
            }
        }
        List<RouteDefinition> all = definitions().toList();
        return all.size() == 1 ? span(all.getFirst()) : Optional.empty();
    }

    private Optional<RouteDefinition> find(String id) {
        return definitions().filter(route -> id.equals(route.getId())).findFirst();
    }

    /** The one that is named so, else where the route begins. */
    private static NamedNode step(RouteDefinition route, Optional<String> named) {
        return named.flatMap(name -> steps(route)
                        .filter(step -> step.toString().equals(name))
                        .findFirst())
                .orElse(route.getInput());
    }

    /** Empty for what was made of "rest:", whose lines Camel does not tell. */
    private Optional<Span> span(NamedNode node) {
        int line = node.getLineNumber();
        if (line < 1 || node instanceof FromDefinition from && from.getParent().getLineNumber() < 1) {
            return Optional.empty();
        }
        int end = node instanceof FromDefinition from
                ? steps((RouteDefinition) from.getParent())
                        .mapToInt(NamedNode::getLineNumber)
                        .min()
                        .orElse(Integer.MAX_VALUE)
                : text.end(line);
        return Optional.of(new Span(line, end));
    }

    private static Stream<NamedNode> steps(RouteDefinition route) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), NamedNode.class).stream();
    }
}

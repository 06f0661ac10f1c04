package org.ohmstead.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.util.URIUtil;
import org.ohmstead.rest.resource.Route;

/** Finds the route of a request. A literal segment wins over a parameter. */
final class Router {

    /** Where a request belongs. */
    sealed interface Match {

        /** @param parameters decoded */
        record Found(Route route, Map<String, String> parameters) implements Match {}

        /** The path is right, the method is not. */
        record WrongMethod(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    private record Entry(Route route, String[] segments) {

        boolean matches(String[] asked) {
            if (asked.length != segments.length) {
                return false;
            }
            for (int i = 0; i < asked.length; i++) {
                if (!isParameter(i) && !segments[i].equals(asked[i]) || asked[i].isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        boolean isParameter(int i) {
            return segments[i].startsWith("{");
        }

        long parameters() {
            return List.of(segments).stream()
                    .filter(segment -> segment.startsWith("{"))
                    .count();
        }
    }

    private final List<Entry> entries;

    Router(List<Route> routes) {
        entries = routes.stream()
                .map(route -> new Entry(route, segments(route.path())))
                .sorted((a, b) -> Long.compare(a.parameters(), b.parameters()))
                .toList();
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    /** @param path canonical, with slashes inside a segment still encoded */
    Match match(String method, String path) {
        String[] asked = segments(path);
        var allowed = new TreeSet<String>();
        for (Entry entry : entries) {
            if (entry.matches(asked)) {
                if (entry.route().method().equals(method)) {
                    return new Match.Found(entry.route(), parameters(entry, asked));
                }
                allowed.add(entry.route().method());
            }
        }
        return allowed.isEmpty() ? new Match.Nothing() : new Match.WrongMethod(String.join(", ", allowed));
    }

    private static Map<String, String> parameters(Entry entry, String[] asked) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < asked.length; i++) {
            if (entry.isParameter(i)) {
                String braced = entry.segments()[i];
                parameters.put(braced.substring(1, braced.length() - 1), URIUtil.decodePath(asked[i]));
            }
        }
        return parameters;
    }
}

package org.ohmstead.routes;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ohmstead.api.csms.PluginData;
import org.ohmstead.api.model.Outcome;

/**
 * Requests that come at least once and are asked of the station at most once. That it will be asked is durable before it is, its
 * answer before it is given: who repeats a request gets the first answer again. After a crash between the two nobody knows what
 * the station did, and that is the answer.
 *
 * <p>A name counts within its route: partners number their requests without knowing of each other. A route is known by its id, so one
 * that asks should have one of its own. What was kept before without a route is honoured for every route until it is forgotten.
 */
final class AskedOnce {

    /** Longer than any broker keeps a message for us. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private static final String OWNER = "routes.commands";
    private static final int MOST = 200;
    private static final int LONGEST_KEY = 500;

    private final PluginData data;
    private final Clock clock;

    AskedOnce(PluginData data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    /**
     * What somebody wants.
     *
     * @param route through which it comes
     * @param request the name that whoever wants it gave it
     * @param mark the same for the same wish, and for no other; without a line break
     */
    record Wish(String route, String request, String mark) {}

    /** @throws IllegalArgumentException if it makes no sense; it may be asked again then */
    Map<String, Object> ask(Wish wish, Supplier<Map<String, Object>> question) {
        String key = wish.route() + " " + wish.request();
        if (wish.request().isEmpty() || wish.request().length() > MOST || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("A request's name has 1 to " + MOST + " characters");
        }
        data.removeOlder(OWNER, clock.instant().minus(MEMORY));
        Optional<String> withoutRoute = data.get(OWNER, wish.request());
        if (withoutRoute.isPresent()) {
            return answer(withoutRoute.get());
        }
        if (!data.putNew(OWNER, key, wish.mark() + "\n")) {
            return repeated(wish, data.get(OWNER, key));
        }
        try {
            Map<String, Object> answer = question.get();
            data.put(OWNER, key, wish.mark() + "\n" + Json.of(answer, List.of()));
            return answer;
        } catch (IllegalArgumentException senseless) {
            data.remove(OWNER, key);
            throw senseless;
        }
    }

    private static Map<String, Object> repeated(Wish wish, Optional<String> stored) {
        String[] parts = stored.orElse(wish.mark() + "\n").split("\n", 2);
        return parts[0].equals(wish.mark())
                ? answer(parts[1])
                : CommandProducer.map(Outcome.because(
                        Outcome.Kind.NOT_SENT,
                        "A request of the name " + wish.request()
                                + " came before and wanted something else; give this one a name of its own"));
    }

    private static Map<String, Object> answer(String stored) {
        return stored.isEmpty()
                ? CommandProducer.map(
                        Outcome.because(
                                Outcome.Kind.UNKNOWN,
                                "This request came before and was cut short; the station may have done it. It is not asked again."))
                : Json.parse(stored);
    }
}

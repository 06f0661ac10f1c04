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
 */
final class AskedOnce {

    /** Longer than any broker keeps a message for us. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private static final String OWNER = "routes.commands";
    private static final String ASKED = "";
    private static final int MOST = 200;

    private final PluginData data;
    private final Clock clock;

    AskedOnce(PluginData data, Clock clock) {
        this.data = data;
        this.clock = clock;
    }

    /**
     * @param request the name that whoever wants it gave it
     * @throws IllegalArgumentException if it makes no sense; it may be asked again then
     */
    Map<String, Object> ask(String request, Supplier<Map<String, Object>> question) {
        if (request.isEmpty() || request.length() > MOST) {
            throw new IllegalArgumentException("A request's name has 1 to " + MOST + " characters");
        }
        data.removeOlder(OWNER, clock.instant().minus(MEMORY));
        if (!data.putNew(OWNER, request, ASKED)) {
            return answered(data.get(OWNER, request));
        }
        try {
            Map<String, Object> answer = question.get();
            data.put(OWNER, request, Json.of(answer, List.of()));
            return answer;
        } catch (IllegalArgumentException senseless) {
            data.remove(OWNER, request);
            throw senseless;
        }
    }

    private static Map<String, Object> answered(Optional<String> stored) {
        return stored.filter(answer -> !answer.equals(ASKED))
                .map(Json::parse)
                .orElseGet(
                        () -> CommandProducer.map(
                                Outcome.because(
                                        Outcome.Kind.UNKNOWN,
                                        "This request came before and was cut short; the station may have done it. It is not asked again.")));
    }
}

package org.ohmstead.routes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.RemoteControl.Report;
import org.ohmstead.api.control.RemoteControl.Reset;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;

/**
 * Asks something of a station and makes its answer the body: a map of {@code outcome}, and where present {@code word},
 * {@code reason}, {@code data}. A refusal is an outcome, not an exception.
 *
 * <p>What is asked comes in the headers {@code station}, {@code evse}, {@code idToken}, {@code transaction} (the id on the wire),
 * {@code kind} and, unless the address says it, {@code action}; or by the same names in a body of JSON. Where there is a
 * {@code request}, the same request of the same route is asked once and answered as often as it comes, over restarts: see
 * {@link AskedOnce}.
 */
final class CommandProducer extends DefaultProducer {

    /** What can be asked, by the names the REST interface uses. */
    enum Action {
        START_CHARGING,
        STOP_CHARGING,
        RESET,
        UNLOCK,
        TRIGGER,
        MAKE_OPERATIVE,
        MAKE_INOPERATIVE,
        CLEAR_CACHE;

        static Action of(String name) {
            for (Action action : values()) {
                if (action.spelling().equals(name)) {
                    return action;
                }
            }
            throw new IllegalArgumentException("The action " + name + " does not exist; there are "
                    + Arrays.stream(values()).map(Action::spelling).collect(Collectors.joining(", ")));
        }

        private String spelling() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final List<String> FIELDS = List.of("action", "station", "evse", "idToken", "transaction", "kind");

    private final Set<Action> allowed;
    private final Stations stations;
    private final AskedOnce askedOnce;
    private final Audit audit;

    /** @param allowed one, or several of which the message says one */
    CommandProducer(Endpoint endpoint, Set<Action> allowed, Stations stations, AskedOnce askedOnce, Audit audit) {
        super(endpoint);
        this.allowed = allowed;
        this.stations = stations;
        this.askedOnce = askedOnce;
        this.audit = audit;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            Map<String, Object> wanted = wanted(message);
            // What comes over a wire comes again where its answer got lost, so it needs a name by which it is asked
            // once.
            Optional<String> request =
                    isJson(message) ? Optional.of(required(wanted, "request")) : text(wanted, "request");
            request.ifPresent(id -> answer.put("request", id));
            text(wanted, "station").ifPresent(station -> answer.put("station", station));
            String route = exchange.getFromRouteId();
            Supplier<Map<String, Object>> ask = () -> map(ask(wanted, route));
            answer.putAll(request.map(id -> askedOnce.ask(new AskedOnce.Wish(route, id, mark(wanted)), ask))
                    .orElseGet(ask));
        } catch (IllegalArgumentException senseless) {
            if (!isJson(message)) {
                throw senseless;
            }
            // Who sent it cannot see our log: what is wrong is the answer.
            answer.putAll(map(Outcome.because(Outcome.Kind.NOT_SENT, senseless.getMessage())));
        }
        message.setBody(answer);
    }

    /** A body of text is JSON, or meant to be, also a blank one; else the headers say what is wanted. */
    private static boolean isJson(Message message) {
        return !(message.getBody() instanceof Map) && message.getBody(String.class) != null;
    }

    private static Map<String, Object> wanted(Message message) throws InvalidPayloadException {
        return isJson(message) ? Json.parse(message.getMandatoryBody(String.class)) : message.getHeaders();
    }

    /** Short, and nobody reads a card's number in it. */
    private static String mark(Map<String, Object> wanted) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String field : FIELDS) {
                digest.update((text(wanted, field).orElse("") + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Outcome ask(Map<String, Object> wanted, String route) {
        Action action = action(wanted);
        StationId station = new StationId(required(wanted, "station"));
        if (stations.find(station).isEmpty()) {
            throw new IllegalArgumentException("There is no station " + station.value());
        }
        Outcome outcome = ask(action, stations.control(station), wanted);
        audit.record(
                "route " + route,
                "command." + action.spelling(),
                station.value(),
                Optional.empty(),
                Optional.of(outcome.kind()
                        + outcome.word().map(word -> " (" + word + ")").orElse("")));
        return outcome;
    }

    private Action action(Map<String, Object> wanted) {
        if (allowed.size() == 1) {
            return allowed.iterator().next();
        }
        Action action = Action.of(required(wanted, "action"));
        if (!allowed.contains(action)) {
            throw new IllegalArgumentException("This route may not ask for " + action.spelling());
        }
        return action;
    }

    private static Outcome ask(Action action, StationControl station, Map<String, Object> wanted) {
        return switch (action) {
            case START_CHARGING ->
                with(
                        station,
                        RemoteControl.class,
                        control -> control.startCharging(
                                text(wanted, "evse").map(Integer::valueOf).map(EvseId::new),
                                IdToken.of(required(wanted, "idToken")),
                                ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE)));
            case STOP_CHARGING ->
                with(station, RemoteControl.class, control -> control.stopCharging(required(wanted, "transaction")));
            case RESET ->
                with(
                        station,
                        RemoteControl.class,
                        control -> control.reset(
                                text(wanted, "kind").map(Reset::valueOf).orElse(Reset.ON_IDLE)));
            case UNLOCK -> with(station, RemoteControl.class, control -> control.unlock(connector(wanted)));
            case TRIGGER ->
                with(
                        station,
                        RemoteControl.class,
                        control -> control.trigger(
                                Report.valueOf(required(wanted, "kind")),
                                text(wanted, "evse").map(Integer::valueOf).map(EvseId::new)));
            case MAKE_OPERATIVE ->
                with(
                        station,
                        AvailabilityControl.class,
                        control -> control.changeAvailability(connector(wanted), true));
            case MAKE_INOPERATIVE ->
                with(
                        station,
                        AvailabilityControl.class,
                        control -> control.changeAvailability(connector(wanted), false));
            case CLEAR_CACHE -> with(station, AuthorizationCacheControl.class, AuthorizationCacheControl::clearCache);
        };
    }

    private static <T> Outcome with(StationControl station, Class<T> capability, Function<T, Outcome> command) {
        return station.as(capability).map(command).orElseGet(Outcome::notSupported);
    }

    private static Connector connector(Map<String, Object> wanted) {
        return Connector.of(text(wanted, "evse").map(Integer::parseInt).orElse(0));
    }

    private static Optional<String> text(Map<String, Object> wanted, String name) {
        return Optional.ofNullable(wanted.get(name)).map(Object::toString);
    }

    private static String required(Map<String, Object> wanted, String name) {
        return text(wanted, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    static Map<String, Object> map(Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcome", outcome.kind().name());
        outcome.word().ifPresent(word -> map.put("word", word));
        outcome.reason().ifPresent(reason -> map.put("reason", reason));
        outcome.data().ifPresent(data -> map.put("data", data));
        return map;
    }
}

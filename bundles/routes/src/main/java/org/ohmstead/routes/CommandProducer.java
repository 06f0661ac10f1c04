package org.ohmstead.routes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.RemoteControl.Report;
import org.ohmstead.api.control.RemoteControl.Reset;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;

/**
 * Asks something of the station named in the header {@code station}; what else a command needs comes in the headers
 * {@code evse}, {@code idToken}, {@code transaction} (the id on the wire), {@code kind}. The body becomes a map of the outcome:
 * {@code outcome}, and where present {@code word}, {@code reason}, {@code data}. A refusal is an outcome, not an exception.
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
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Action action;
    private final Stations stations;

    CommandProducer(Endpoint endpoint, Action action, Stations stations) {
        super(endpoint);
        this.action = action;
        this.stations = stations;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        StationControl station = stations.control(new StationId(required(message, "station")));
        message.setBody(map(ask(station, message)));
    }

    private Outcome ask(StationControl station, Message message) {
        return switch (action) {
            case START_CHARGING ->
                with(
                        station,
                        RemoteControl.class,
                        control -> control.startCharging(
                                header(message, "evse").map(Integer::valueOf).map(EvseId::new),
                                IdToken.of(required(message, "idToken")),
                                ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE)));
            case STOP_CHARGING ->
                with(station, RemoteControl.class, control -> control.stopCharging(required(message, "transaction")));
            case RESET ->
                with(
                        station,
                        RemoteControl.class,
                        control -> control.reset(
                                header(message, "kind").map(Reset::valueOf).orElse(Reset.ON_IDLE)));
            case UNLOCK -> with(station, RemoteControl.class, control -> control.unlock(connector(message)));
            case TRIGGER ->
                with(
                        station,
                        RemoteControl.class,
                        control -> control.trigger(
                                Report.valueOf(required(message, "kind")),
                                header(message, "evse").map(Integer::valueOf).map(EvseId::new)));
            case MAKE_OPERATIVE ->
                with(
                        station,
                        AvailabilityControl.class,
                        control -> control.changeAvailability(connector(message), true));
            case MAKE_INOPERATIVE ->
                with(
                        station,
                        AvailabilityControl.class,
                        control -> control.changeAvailability(connector(message), false));
            case CLEAR_CACHE -> with(station, AuthorizationCacheControl.class, AuthorizationCacheControl::clearCache);
        };
    }

    private static <T> Outcome with(StationControl station, Class<T> capability, Function<T, Outcome> command) {
        return station.as(capability).map(command).orElseGet(Outcome::notSupported);
    }

    private static Connector connector(Message message) {
        return Connector.of(header(message, "evse").map(Integer::parseInt).orElse(0));
    }

    private static Optional<String> header(Message message, String name) {
        return Optional.ofNullable(message.getHeader(name, String.class));
    }

    private static String required(Message message, String name) {
        return header(message, name)
                .orElseThrow(() -> new IllegalArgumentException("The header " + name + " is missing"));
    }

    private static Map<String, Object> map(Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("outcome", outcome.kind().name());
        outcome.word().ifPresent(word -> map.put("word", word));
        outcome.reason().ifPresent(reason -> map.put("reason", reason));
        outcome.data().ifPresent(data -> map.put("data", data));
        return map;
    }
}

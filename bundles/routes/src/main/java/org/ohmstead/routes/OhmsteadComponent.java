package org.ohmstead.routes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.PluginData;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.routes.CommandProducer.Action;

/**
 * The seam between Ohmstead and Camel.
 *
 * <ul>
 *   <li>{@code ohmstead:journal?follower=erp&kinds=TransactionEnded&fromBeginning=true&giveUpAfter=20} reads the journal, in
 *       order, at least once, from a durable position; the body is a map, see {@link EntryMap}.
 *   <li>{@code ohmstead:command?action=reset} asks something of a station, see {@link CommandProducer}.
 *   <li>{@code ohmstead:csv?directory=…&file=…&columns=a,b} appends the map as a line to a file, see {@link CsvProducer}.
 *   <li>{@code ohmstead:json?fields=a,b} makes the map JSON.
 *   <li>{@code ohmstead:webhook?url=…&secret=…} posts it, signed, see {@link WebhookProducer}.
 * </ul>
 */
final class OhmsteadComponent extends DefaultComponent {

    /** By what stands after the colon: the options it takes. */
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "journal", Set.of("follower", "kinds", "fromBeginning", "giveUpAfter"),
            "command", Set.of("action", "actions"),
            "csv", Set.of("directory", "file", "columns"),
            "json", Set.of("fields"),
            "webhook", Set.of("url", "secret", "patienceSeconds"));

    /** Camel itself takes these of every address. */
    private static final Set<String> CAMELS =
            Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer");

    /** What the core offers to routes. */
    record Core(Journal journal, DeadLetters letters, Stations stations, PluginData data, Audit audit) {}

    private final Core core;
    private final Zones zones;
    private final Secrets secrets;
    private final Complaints complaints;
    private final Clock clock;

    OhmsteadComponent(Core core, Secrets secrets, Complaints complaints, Clock clock) {
        this.core = core;
        this.zones = new Zones(core.stations());
        this.secrets = secrets;
        this.complaints = complaints;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        refuseUnknownOptions(remaining, parameters.keySet());
        return switch (remaining) {
            case "journal" -> new JournalEndpoint(uri, following(parameters));
            case "command" -> {
                var askedOnce = new AskedOnce(core.data(), clock);
                Set<Action> allowed = actions(parameters);
                yield new Step(uri, to -> new CommandProducer(to, allowed, core.stations(), askedOnce, core.audit()));
            }
            case "csv" -> {
                Path directory = Path.of(required(parameters, "directory"));
                String file = required(parameters, "file");
                List<String> columns = list(required(parameters, "columns"));
                yield new Step(uri, to -> new CsvProducer(to, directory, file, columns, zones));
            }
            case "json" -> {
                List<String> fields = list(getAndRemoveParameter(parameters, "fields", String.class, ""));
                yield new Step(uri, to -> new JsonProducer(to, fields));
            }
            case "webhook" -> {
                URI url = address(required(parameters, "url"));
                String secret = required(parameters, "secret");
                secrets.apply(secret);
                Duration patience = Duration.ofSeconds(number(parameters, "patienceSeconds", 15, 1));
                yield new Step(uri, to -> new WebhookProducer(to, url, secret, patience, secrets, clock));
            }
            default ->
                throw new IllegalArgumentException("ohmstead:" + remaining + " does not exist; there are"
                        + " ohmstead:journal, ohmstead:command, ohmstead:csv, ohmstead:json and ohmstead:webhook");
        };
    }

    /** First of all, since one that is mistyped would else be told as one that is missing. */
    private static void refuseUnknownOptions(String name, Set<String> given) {
        Set<String> known = OPTIONS.getOrDefault(name, given);
        for (String option : new TreeSet<>(given)) {
            if (!known.contains(option) && !CAMELS.contains(option)) {
                throw new IllegalArgumentException("There is no option " + option + " of ohmstead:" + name
                        + "; there are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private JournalConsumer.Following following(Map<String, Object> parameters) {
        String follower = required(parameters, "follower");
        if (follower.length() > 100) {
            throw new IllegalArgumentException("The name of a follower has at most 100 characters");
        }
        List<String> kinds = list(getAndRemoveParameter(parameters, "kinds", String.class, ""));
        kinds.stream()
                .filter(kind -> !EntryKeys.kinds().contains(kind))
                .findFirst()
                .ifPresent(kind -> {
                    throw new IllegalArgumentException("There are no facts of the kind " + kind + "; there are "
                            + String.join(", ", EntryKeys.kinds()));
                });
        return new JournalConsumer.Following(
                follower,
                Set.copyOf(kinds),
                yesOrNo(getAndRemoveParameter(parameters, "fromBeginning", String.class, "false")),
                number(parameters, "giveUpAfter", 0, 0));
    }

    private Set<Action> actions(Map<String, Object> parameters) {
        String one = getAndRemoveParameter(parameters, "action", String.class);
        List<String> several = list(getAndRemoveParameter(parameters, "actions", String.class, ""));
        if ((one == null) == several.isEmpty()) {
            throw new IllegalArgumentException("Say which action, or with actions which may be asked for");
        }
        return (one == null ? several : List.of(one)).stream().map(Action::of).collect(Collectors.toSet());
    }

    private static URI address(String url) {
        URI address = URI.create(url);
        if (address.getHost() == null || !Set.of("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException(
                    "The option url begins with https:// or http:// and a host, and not with " + url);
        }
        return address;
    }

    private static boolean yesOrNo(String fromBeginning) {
        return switch (fromBeginning) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "The option fromBeginning is true or false, and not " + fromBeginning);
        };
    }

    private int number(Map<String, Object> parameters, String name, int otherwise, int least) {
        String given = getAndRemoveParameter(parameters, name, String.class, "" + otherwise);
        if (!given.matches("\\d{1,9}") || Integer.parseInt(given) < least) {
            throw new IllegalArgumentException(
                    "The option " + name + " is a whole number, at least " + least + ", and not " + given);
        }
        return Integer.parseInt(given);
    }

    private String required(Map<String, Object> parameters, String name) {
        String value = getAndRemoveParameter(parameters, name, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The option " + name + " is missing");
        }
        return value.trim();
    }

    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toList());
    }

    /** Where a route begins. */
    private final class JournalEndpoint extends DefaultEndpoint {

        private final JournalConsumer.Following following;

        JournalEndpoint(String uri, JournalConsumer.Following following) {
            super(uri, OhmsteadComponent.this);
            this.following = following;
        }

        @Override
        public Producer createProducer() {
            throw new IllegalArgumentException(
                    "A route can only read ohmstead:journal, in a 'from'; the core writes it");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new JournalConsumer(
                    this, processor, following, zones, core.journal(), core.letters(), complaints, clock);
        }
    }

    /** What a route does on its way. */
    private final class Step extends DefaultEndpoint {

        private final Function<Endpoint, Producer> producer;

        Step(String uri, Function<Endpoint, Producer> producer) {
            super(uri, OhmsteadComponent.this);
            this.producer = producer;
        }

        @Override
        public Producer createProducer() {
            return producer.apply(this);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalArgumentException("No route can begin with "
                    + getEndpointUri().replaceFirst("://([a-z]+).*", ":$1") + ": use it in a 'to'");
        }
    }

    /** Makes the map JSON, for systems and components that want text. */
    private static final class JsonProducer extends DefaultProducer {

        private final List<String> fields;

        JsonProducer(Endpoint endpoint, List<String> fields) {
            super(endpoint);
            this.fields = fields;
        }

        @Override
        public void process(Exchange exchange) throws InvalidPayloadException {
            exchange.getMessage().setBody(Json.of(exchange.getMessage().getMandatoryBody(Map.class), fields));
        }
    }
}

package org.ohmstead.routes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.journal.Journal;

/**
 * The seam between Ohmstead and Camel.
 *
 * <ul>
 *   <li>{@code ohmstead:journal?follower=erp&kinds=TransactionEnded&fromBeginning=true} reads the journal, in order, at least
 *       once, from a durable position; the body is a map, see {@link EntryMap}.
 *   <li>{@code ohmstead:command?action=reset} asks something of a station, see {@link CommandProducer}.
 *   <li>{@code ohmstead:csv?directory=…&file=…&columns=a,b} appends the map as a line to a file, see {@link CsvProducer}.
 * </ul>
 */
final class OhmsteadComponent extends DefaultComponent {

    private final Journal journal;
    private final Stations stations;

    OhmsteadComponent(Journal journal, Stations stations) {
        this.journal = journal;
        this.stations = stations;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return switch (remaining) {
            case "journal" ->
                new JournalEndpoint(
                        uri,
                        required(parameters, "follower"),
                        Set.copyOf(list(getAndRemoveParameter(parameters, "kinds", String.class, ""))),
                        getAndRemoveParameter(parameters, "fromBeginning", Boolean.class, false));
            case "command" -> new CommandEndpoint(uri, CommandProducer.Action.of(required(parameters, "action")));
            case "csv" ->
                new CsvEndpoint(
                        uri,
                        Path.of(required(parameters, "directory")),
                        required(parameters, "file"),
                        list(required(parameters, "columns")));
            default ->
                throw new IllegalArgumentException("ohmstead:" + remaining
                        + " does not exist; there are ohmstead:journal, ohmstead:command and ohmstead:csv");
        };
    }

    private String required(Map<String, Object> parameters, String name) {
        String value = getAndRemoveParameter(parameters, name, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The option " + name + " is missing");
        }
        return value.trim();
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toList());
    }

    private final class JournalEndpoint extends DefaultEndpoint {

        private final String follower;
        private final Set<String> kinds;
        private final boolean fromBeginning;

        JournalEndpoint(String uri, String follower, Set<String> kinds, boolean fromBeginning) {
            super(uri, OhmsteadComponent.this);
            this.follower = follower;
            this.kinds = kinds;
            this.fromBeginning = fromBeginning;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("The journal is written by the core; a route can only read it");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new JournalConsumer(this, processor, journal, follower, kinds, fromBeginning);
        }
    }

    private final class CommandEndpoint extends DefaultEndpoint {

        private final CommandProducer.Action action;

        CommandEndpoint(String uri, CommandProducer.Action action) {
            super(uri, OhmsteadComponent.this);
            this.action = action;
        }

        @Override
        public Producer createProducer() {
            return new CommandProducer(this, action, stations);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("Commands are sent, not read: use it in a 'to'");
        }
    }

    private final class CsvEndpoint extends DefaultEndpoint {

        private final Path directory;
        private final String file;
        private final List<String> columns;

        CsvEndpoint(String uri, Path directory, String file, List<String> columns) {
            super(uri, OhmsteadComponent.this);
            this.directory = directory;
            this.file = file;
            this.columns = columns;
        }

        @Override
        public Producer createProducer() {
            return new CsvProducer(this, directory, file, columns, stations);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("A CSV file is written, not read: use it in a 'to'");
        }
    }
}

package org.ohmstead.routes;

import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;

/** Feeds a route from the journal: one entry, one exchange; the position moves when the route is through. */
final class JournalConsumer extends DefaultConsumer {

    private final Journal journal;
    private final boolean fromBeginning;
    private final JournalFollower follower;
    private Journal.Subscription subscription;

    JournalConsumer(
            Endpoint endpoint,
            Processor processor,
            Journal journal,
            String name,
            Set<String> kinds,
            boolean fromBeginning) {
        super(endpoint, processor);
        this.journal = journal;
        this.fromBeginning = fromBeginning;
        this.follower = new JournalFollower() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> kinds() {
                return kinds;
            }

            @Override
            public void follow(JournalEntry entry) throws Exception {
                run(entry);
            }
        };
    }

    private void run(JournalEntry entry) throws Exception {
        Exchange exchange = createExchange(true);
        exchange.getIn().setBody(EntryMap.of(entry));
        exchange.getIn().setHeader("position", entry.position().toString());
        exchange.getIn().setHeader("kind", entry.kind());
        entry.station().ifPresent(station -> exchange.getIn().setHeader("station", station.value()));
        getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        subscription = journal.follow(follower, fromBeginning);
    }

    @Override
    protected void doStop() throws Exception {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        super.doStop();
    }
}

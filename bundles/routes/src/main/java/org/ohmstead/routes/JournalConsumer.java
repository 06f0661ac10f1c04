package org.ohmstead.routes;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.ohmstead.api.journal.DeadLetters;
import org.ohmstead.api.journal.DeadLetters.DeadLetter;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalFollower;
import org.ohmstead.api.journal.JournalPosition;

/**
 * Feeds a route from the journal: one entry, one exchange. The position moves when the route is through, or when the entry was
 * given up and its dead letter is durable; never before.
 */
final class JournalConsumer extends DefaultConsumer implements JournalFollower {

    /** What the address says about how to follow. Zero attempts: never give up. */
    record Following(String name, Set<String> kinds, boolean fromBeginning, int giveUpAfter) {}

    private final Following following;
    private final Zones zones;
    private final Journal journal;
    private final DeadLetters letters;
    private final Complaints complaints;
    private final Clock clock;
    /** A replay comes on another thread; the steps of a route need not expect two at once. */
    private final ReentrantLock turn = new ReentrantLock();

    private Optional<JournalPosition> failing = Optional.empty();
    private int attempts;
    private Journal.Subscription subscription;

    JournalConsumer(
            Endpoint endpoint,
            Processor processor,
            Following following,
            Zones zones,
            Journal journal,
            DeadLetters letters,
            Complaints complaints,
            Clock clock) {
        super(endpoint, processor);
        this.following = following;
        this.zones = zones;
        this.journal = journal;
        this.letters = letters;
        this.complaints = complaints;
        this.clock = clock;
    }

    @Override
    public String name() {
        return following.name();
    }

    @Override
    public Set<String> kinds() {
        return following.kinds();
    }

    @Override
    public void follow(JournalEntry entry) throws RouteFailure {
        try {
            run(entry);
        } catch (RouteFailure e) {
            attempts = failing.equals(Optional.of(entry.position())) ? attempts + 1 : 1;
            failing = Optional.of(entry.position());
            boolean givenUp = following.giveUpAfter() > 0 && attempts >= following.giveUpAfter() && isRunAllowed();
            if (!givenUp) {
                throw e;
            }
            letters.keep(letter(entry, attempts, e.getMessage()));
        }
    }

    /** Once more, by hand. What fails again stays a dead letter. */
    void replay(JournalEntry entry, int attemptsBefore) throws RouteFailure {
        try {
            run(entry);
        } catch (RouteFailure e) {
            letters.keep(letter(entry, attemptsBefore + 1, e.getMessage()));
            throw e;
        }
        letters.discard(name(), entry.position());
    }

    private DeadLetter letter(JournalEntry entry, int tried, String failure) {
        return new DeadLetter(name(), entry.position(), entry.kind(), entry.station(), clock.instant(), tried, failure);
    }

    private void run(JournalEntry entry) throws RouteFailure {
        Exchange exchange = createExchange(true);
        turn.lock();
        try {
            exchange.getIn().setBody(EntryMap.of(entry, zones.of(entry.site().value())));
            exchange.getIn().setHeader("position", entry.position().toString());
            exchange.getIn().setHeader("kind", entry.kind());
            entry.station().ifPresent(station -> exchange.getIn().setHeader("station", station.value()));
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            turn.unlock();
        }
        if (exchange.getException() != null) {
            throw new RouteFailure(complaints.sentence(exchange.getException()));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        subscription = journal.follow(this, following.fromBeginning());
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

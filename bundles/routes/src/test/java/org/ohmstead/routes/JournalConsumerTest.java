package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Consumer;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.ohmstead.testkit.InMemoryDeadLetters;

class JournalConsumerTest {

    @Test
    void anEntryThatCannotEvenBeginLeavesTheTurnToTheNext() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            var broken = new AtomicBoolean(true);
            var secrets = new Secrets(Path.of("none"));
            var consumer = new JournalConsumer(
                    new Fragile(camel, broken),
                    exchange -> {},
                    new JournalConsumer.Following("x", Set.of(), false, 0),
                    new Zones(new OneStation(List.of())),
                    new ScriptedJournal(),
                    new InMemoryDeadLetters(),
                    new Complaints(secrets),
                    Clock.systemUTC());
            assertThatThrownBy(() -> consumer.follow(Entries.ended(1, "04A1B2", "Local")))
                    .hasMessage("no exchange");
            broken.set(false);

            CompletableFuture<Void> onAnotherThread = CompletableFuture.runAsync(() -> {
                try {
                    consumer.replay(Entries.ended(1, "04A1B2", "Local"), 1);
                } catch (RouteFailure e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(onAnotherThread).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    /** Makes no exchange as long as it is broken. */
    private static final class Fragile extends DefaultEndpoint {

        private final AtomicBoolean broken;

        Fragile(DefaultCamelContext camel, AtomicBoolean broken) {
            super("fragile:x", null);
            setCamelContext(camel);
            this.broken = broken;
        }

        @Override
        public ExchangePattern getExchangePattern() {
            if (broken != null && broken.get()) {
                throw new IllegalStateException("no exchange");
            }
            return super.getExchangePattern();
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}

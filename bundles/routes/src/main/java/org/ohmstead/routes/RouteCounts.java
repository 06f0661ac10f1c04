package org.ohmstead.routes;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.ohmstead.api.csms.Routes.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what comes through each route, and logs when one begins to fail. Camel asks for one policy per route. */
final class RouteCounts implements RoutePolicyFactory {

    private static final Logger LOG = LoggerFactory.getLogger(RouteCounts.class);

    private static final int SEVERAL = 3;

    private final Complaints complaints;
    private final Clock clock;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    RouteCounts(Complaints complaints, Clock clock) {
        this.complaints = complaints;
        this.clock = clock;
    }

    /** @return what was counted since the route started */
    Count of(String routeId) {
        return counts.computeIfAbsent(routeId, id -> new Count());
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        Count count = new Count();
        counts.put(routeId, count);
        return count;
    }

    /** Of one route. */
    final class Count extends RoutePolicySupport {

        private final LongAdder done = new LongAdder();
        private final LongAdder sent = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private volatile Optional<Failure> lastFailure = Optional.empty();
        private final AtomicInteger failedInARow = new AtomicInteger();

        long done() {
            return done.sum();
        }

        long sent() {
            return sent.sum();
        }

        long failed() {
            return failed.sum();
        }

        /** Whether it is more than a hiccup: several exchanges failed, and none came through since. */
        boolean fails() {
            return failedInARow.get() >= SEVERAL;
        }

        Optional<Failure> lastFailure() {
            return lastFailure;
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (exchange.getException() == null) {
                done.increment();
                if (isSent(exchange)) {
                    sent.increment();
                }
                failedInARow.set(0);
                return;
            }
            failed.increment();
            String sentence = complaints.sentence(exchange.getException());
            lastFailure = Optional.of(new Failure(clock.instant(), sentence));
            if (failedInARow.getAndIncrement() == 0) {
                LOG.warn("Route {} fails: {}", route.getRouteId(), sentence);
            }
        }

        /** What a filter takes out comes through as well, and goes nowhere. Making text of it is not sending it. */
        private static boolean isSent(Exchange exchange) {
            String last = exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class);
            return last != null && !last.startsWith("ohmstead://json");
        }

        @Override
        public void onRemove(Route route) {
            counts.remove(route.getRouteId(), this);
        }
    }
}

package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.model.StationId;

/** An admission in memory: stations with keys, one connection each, and a diary. */
final class Gatehouse implements StationAdmission {

    final Map<String, String> keys = new ConcurrentHashMap<>();
    final List<String> diary = new ArrayList<>();
    final AtomicInteger heard = new AtomicInteger();
    final AtomicInteger knocks = new AtomicInteger();
    /** Where the last who knocked came from. */
    volatile InetAddress from;
    /** What it takes to judge a knock. */
    volatile Runnable judged = () -> {};
    /** What it takes to make an arrival known. */
    volatile Runnable stored = () -> {};
    /** What it takes to make an end known. */
    volatile Runnable ended = () -> {};

    private final Map<StationId, Guest> guests = new HashMap<>();

    Gatehouse with(String station, String key) {
        keys.put(station, key);
        return this;
    }

    @Override
    public Admission admit(Knock knock) {
        knocks.incrementAndGet();
        from = knock.from();
        judged.run();
        boolean known = knock.user().equals(Optional.of(knock.identity()))
                && knock.password().equals(Optional.ofNullable(keys.get(knock.identity())));
        return known ? new Admission.Admitted(new StationId(knock.identity())) : new Admission.Refused();
    }

    @Override
    public Connection connected(StationId station, Link link) {
        stored.run();
        return arrived(station, link);
    }

    private synchronized Connection arrived(StationId station, Link link) {
        Guest guest = new Guest(station, link);
        Guest earlier = guests.put(station, guest);
        diary.add(station + " came");
        notifyAll();
        if (earlier != null) {
            earlier.link.close("Replaced by a newer connection");
        }
        return guest;
    }

    /** Waits until it is so; looked at whenever something happens here. */
    synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            assertThat(left).as("millis left").isPositive();
            wait(left);
        }
    }

    synchronized boolean has(String station) {
        return guests.containsKey(new StationId(station));
    }

    synchronized Link link(String station) {
        return guests.get(new StationId(station)).link;
    }

    synchronized List<String> diary() {
        return List.copyOf(diary);
    }

    private final class Guest implements Connection {

        final StationId station;
        final Link link;

        Guest(StationId station, Link link) {
            this.station = station;
            this.link = link;
        }

        @Override
        public void heard() {
            synchronized (Gatehouse.this) {
                heard.incrementAndGet();
                Gatehouse.this.notifyAll();
            }
        }

        @Override
        public void closed(String why) {
            ended.run();
            synchronized (Gatehouse.this) {
                diary.add(guests.remove(station, this) ? station + " went" : station + " lost an old connection");
                Gatehouse.this.notifyAll();
            }
        }
    }
}

package org.ohmstead.ocpp.websocket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.model.StationId;

/** An admission in memory: stations with keys, one connection each, and a diary. */
final class Gatehouse implements StationAdmission {

    final Map<String, String> keys = new ConcurrentHashMap<>();
    final List<String> diary = new ArrayList<>();
    final AtomicInteger heard = new AtomicInteger();
    final AtomicInteger knocks = new AtomicInteger();
    private final Map<StationId, Guest> guests = new HashMap<>();

    Gatehouse with(String station, String key) {
        keys.put(station, key);
        return this;
    }

    @Override
    public Admission admit(Knock knock) {
        knocks.incrementAndGet();
        boolean known = knock.user().equals(Optional.of(knock.identity()))
                && knock.password().equals(Optional.ofNullable(keys.get(knock.identity())));
        return known ? new Admission.Admitted(new StationId(knock.identity())) : new Admission.Refused();
    }

    @Override
    public synchronized Connection connected(StationId station, Link link) {
        Guest guest = new Guest(station, link);
        Guest earlier = guests.put(station, guest);
        diary.add(station + " came");
        if (earlier != null) {
            earlier.link.close("Replaced by a newer connection");
        }
        return guest;
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
            heard.incrementAndGet();
        }

        @Override
        public void closed(String why) {
            synchronized (Gatehouse.this) {
                diary.add(guests.remove(station, this) ? station + " went" : station + " lost an old connection");
            }
        }
    }
}

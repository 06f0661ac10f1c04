package org.ohmstead.simulator.oddity;

import java.util.List;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Mischief16;
import org.ohmstead.simulator.ocpp16.Station16;

/** What stations do with their connections. */
final class Lines {

    static List<Oddity> oddities() {
        return List.of(
                new Oddity(
                        "no-boot-after-reconnect",
                        "loses its line in every session and goes on over the next as if nothing had been (EN+)",
                        () -> inEverySession(Mischief16::losesLine)),
                new Oddity("never-pings", "sends no pings, whatever interval it was told (EN+)", NeverPings::new),
                new Oddity(
                        "drops-on-second-call",
                        "drops its line when the CSMS calls while its own call is open (Wallbox)",
                        DropsOnSecondCall::new),
                new Oddity(
                        "duplicate-socket",
                        "opens a second connection in every session while the first is in use",
                        () -> inEverySession(Mischief16::doublesLine)),
                new Oddity(
                        "half-open",
                        "leaves its connection open and silent in every session, and goes on over another",
                        () -> inEverySession(Mischief16::forgetsLine)));
    }

    private Lines() {}

    /** What a station does when its car has drawn. */
    private interface Prank {
        void play(Mischief16 mischief);
    }

    private static Habits inEverySession(Prank prank) {
        return new Habits() {
            @Override
            public void drawn(Station16 station, Connector16 connector) {
                prank.play(station.mischief());
            }
        };
    }

    private static final class NeverPings implements Habits {

        @Override
        public boolean pings() {
            return false;
        }
    }

    private static final class DropsOnSecondCall implements Habits {

        @Override
        public boolean dropsOver(String action, boolean ownCallOpen) {
            return ownCallOpen;
        }
    }
}

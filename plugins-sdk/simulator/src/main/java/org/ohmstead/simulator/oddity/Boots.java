package org.ohmstead.simulator.oddity;

import java.util.List;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Station16;

/** What stations do when they start. */
final class Boots {

    private static final int LOOP = 5;

    static List<Oddity> oddities() {
        return List.of(
                new Oddity("boots-in-a-loop", "boots five times after every session", Loop::new),
                new Oddity(
                        "frames-while-pending",
                        "says all it has to say although it was answered Pending",
                        Impatient::new));
    }

    private Boots() {}

    private static final class Loop implements Habits {

        @Override
        public void left(Station16 station, Connector16 connector) {
            for (int boot = 0; boot < LOOP; boot++) {
                station.boots();
            }
        }
    }

    private static final class Impatient implements Habits {

        @Override
        public boolean waitsToBeAccepted() {
            return false;
        }
    }
}

package org.ohmstead.simulator.oddity;

import java.util.List;
import org.ohmstead.simulator.ocpp16.Habits;

/** What stations accept and do not do. */
final class Promises {

    static List<Oddity> oddities() {
        return List.of(
                new Oddity(
                        "ignores-remote-start",
                        "accepts every remote start and begins nothing",
                        () -> ignoring("RemoteStartTransaction")),
                new Oddity(
                        "ignores-remote-stop",
                        "accepts every remote stop and goes on charging",
                        () -> ignoring("RemoteStopTransaction")));
    }

    private Promises() {}

    private static Habits ignoring(String ignored) {
        return new Habits() {
            @Override
            public boolean ignores(String action) {
                return action.equals(ignored);
            }
        };
    }
}

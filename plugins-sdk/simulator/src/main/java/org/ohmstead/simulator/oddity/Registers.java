package org.ohmstead.simulator.oddity;

import java.util.List;
import java.util.Map;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Station16;

/** Meters whose registers are not what they should be: whole watt-hours counted over the meter's whole life. */
final class Registers {

    private static final String REGISTER = "Energy.Active.Import.Register";

    static List<Oddity> oddities() {
        return List.of(
                new Oddity(
                        "meter-start-sentinel",
                        "starts every transaction at 2147483647 Wh; its other registers are right (Zaptec)",
                        () -> startingAt(Integer.MAX_VALUE)),
                new Oddity(
                        "meter-start-zero-then-odometer",
                        "starts every transaction at 0 Wh, and then tells the register of its whole life (EVBox)",
                        () -> startingAt(0)),
                new Oddity(
                        "register-resets-at-boot",
                        "boots in every session, and its register begins at 0 again",
                        ResetAtBoot::new),
                new Oddity(
                        "register-resets-per-transaction",
                        "its register begins at 0 with every transaction",
                        ResetPerTransaction::new));
    }

    private Registers() {}

    private static Habits startingAt(int register) {
        return new Wording().of(Wording.START, payload -> payload.put("meterStart", register));
    }

    /** Tells how much the true register has grown since some moment. */
    private abstract static class Since extends Wording {

        private volatile long origin;

        Since() {
            of(START, this::starting);
            of(START, payload -> relative(payload, "meterStart"));
            ofSamples(this::sample);
            of(STOP, payload -> relative(payload, "meterStop"));
        }

        /** A start is about to leave, with the true register. */
        abstract void starting(Map<String, Object> payload);

        final void origin(long registerWh) {
            origin = registerWh;
        }

        private void relative(Map<String, Object> payload, String member) {
            payload.computeIfPresent(member, (key, register) -> ((Number) register).longValue() - origin);
        }

        private void sample(Map<String, Object> sample) {
            if (sample.get("measurand").equals(REGISTER)) {
                sample.computeIfPresent("value", (key, register) -> "" + (Long.parseLong("" + register) - origin));
            }
        }
    }

    private static final class ResetAtBoot extends Since {

        @Override
        void starting(Map<String, Object> payload) {}

        @Override
        public void drawn(Station16 station, Connector16 connector) {
            // What still waits belongs to the register before.
            if (station.backlog() == 0) {
                origin(connector.registerWh());
                station.boots();
            }
        }
    }

    private static final class ResetPerTransaction extends Since {

        @Override
        void starting(Map<String, Object> payload) {
            origin(((Number) payload.get("meterStart")).longValue());
        }
    }
}

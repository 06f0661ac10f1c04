package org.ohmstead.simulator.oddity;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.ConnectorStatus;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Station16;

/** How stations end transactions, and what they say around it. */
final class Stops {

    static List<Oddity> oddities() {
        return List.of(
                new Oddity("stop-with-zero-id", "stops transaction 0, whatever number it was given", () -> stopping(0)),
                new Oddity(
                        "stop-with-minus-one",
                        "stops transaction -1, whatever number it was given (KEBA)",
                        () -> stopping(-1)),
                new Oddity(
                        "stop-with-own-number",
                        "stops transactions by numbers of its own, which count from 1 (Etrel, Alfen)",
                        Stops::countingItself),
                new Oddity("skips-stop", "never says that a transaction has ended (Zaptec)", Skips::new),
                new Oddity(
                        "values-after-stop", "sends the final meter values after the stop (Ocular)", LateValues::new),
                new Oddity(
                        "stop-before-start",
                        "is offline in a session and then delivers the stop before the start",
                        StopsFirst::new),
                new Oddity(
                        "ends-while-status-flaps",
                        "reports Available, Charging and back several times before a transaction ends",
                        Flaps::new),
                new Oddity(
                        "available-while-charging",
                        "reports Available while a car charges",
                        () -> new Wording()
                                .of(
                                        Wording.STATUS,
                                        payload -> payload.computeIfPresent(
                                                "status",
                                                (key, status) -> status.equals("Charging") ? "Available" : status))),
                new Oddity(
                        "offline-for-days", "loses its line in a session and comes back three days later", Days::new));
    }

    private Stops() {}

    private static Habits stopping(int transaction) {
        return new Wording().of(Wording.STOP, payload -> payload.put("transactionId", transaction));
    }

    private static Habits countingItself() {
        // A stop is worded once more when it is sent again, so it is known by its time.
        var numbers = new ConcurrentHashMap<Object, Integer>();
        return new Wording()
                .of(
                        Wording.STOP,
                        payload -> payload.put(
                                "transactionId",
                                numbers.computeIfAbsent(payload.get("timestamp"), time -> numbers.size() + 1)));
    }

    private static final class Skips implements Habits {

        @Override
        public boolean keepsBack(String action) {
            return action.equals(Wording.STOP);
        }
    }

    private static final class LateValues implements Habits {

        private volatile OptionalInt running = OptionalInt.empty();

        @Override
        public void drawn(Station16 station, Connector16 connector) {
            running = connector.transactionId();
        }

        @Override
        public void left(Station16 station, Connector16 connector) {
            running.ifPresent(transaction -> station.says(Wording.READING, """
                    {"connectorId":%d,"transactionId":%d,"meterValue":[{"timestamp":"%s","sampledValue":[{"value":"%d",\
                    "context":"Transaction.End","measurand":"Energy.Active.Import.Register","unit":"Wh"}]}]}""".formatted(
                            connector.id(), transaction, station.clock().tick(), connector.registerWh())));
            running = OptionalInt.empty();
        }
    }

    private static final class StopsFirst implements Habits {

        @Override
        public void arrives(Station16 station, Connector16 connector) {
            station.vanish();
        }

        @Override
        public boolean stopsFirst() {
            return true;
        }

        @Override
        public void left(Station16 station, Connector16 connector) {
            station.mischief().comesBack();
        }
    }

    private static final class Flaps implements Habits {

        private static final List<ConnectorStatus> FLAPPING = List.of(
                ConnectorStatus.AVAILABLE,
                ConnectorStatus.CHARGING,
                ConnectorStatus.AVAILABLE,
                ConnectorStatus.CHARGING,
                ConnectorStatus.AVAILABLE);

        @Override
        public void drawn(Station16 station, Connector16 connector) {
            FLAPPING.forEach(status -> station.mischief().reports(connector, status));
        }
    }

    private static final class Days implements Habits {

        private static final Duration AWAY = Duration.ofDays(3);

        @Override
        public void begun(Station16 station, Connector16 connector) {
            station.vanish();
        }

        @Override
        public void left(Station16 station, Connector16 connector) {
            connector.waits(AWAY);
            station.mischief().comesBack();
            station.mischief().reports(connector, connector.status());
        }
    }
}

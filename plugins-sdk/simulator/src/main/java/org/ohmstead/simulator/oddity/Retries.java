package org.ohmstead.simulator.oddity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ohmstead.simulator.ledger.Violation;
import org.ohmstead.simulator.ocpp16.Connector16;
import org.ohmstead.simulator.ocpp16.Habits;
import org.ohmstead.simulator.ocpp16.Station16;
import org.ohmstead.simulator.wire.Json;

/** How stations number their messages, and how they send them again. */
final class Retries {

    static List<Oddity> oddities() {
        return List.of(
                new Oddity(
                        "retries-start-with-new-id",
                        "loses its line with every start; sends it again over the next, under a new message id",
                        StartsTwice::new),
                new Oddity(
                        "answers-lost",
                        "loses every third answer to a transaction message; sends the same frame again on the same line",
                        LosesAnswers::new),
                new Oddity("ids-restart-at-one", "numbers its messages from 1 on every line", CountsFromOne::new),
                new Oddity(
                        "same-id-other-payload",
                        "uses the id of its last call once more, for another call",
                        UsesIdTwice::new));
    }

    private Retries() {}

    private static final class StartsTwice implements Habits {

        private boolean lost;

        @Override
        public boolean diesWith(String action) {
            lost = action.equals(Wording.START) && !lost;
            return lost;
        }
    }

    private static final class LosesAnswers implements Habits {

        private static final Set<String> TRANSACTION = Set.of(Wording.START, Wording.READING, Wording.STOP);
        private static final int ONE_IN = 3;

        private record Call(String action, String payload) {}

        /** What was lost, with the id it had. */
        private final Map<Call, String> lost = new ConcurrentHashMap<>();

        private volatile Call last;
        private volatile String lastId;
        private int answers;

        @Override
        public String messageId(String usual, long onThisLine, String action, String payload) {
            last = new Call(action, payload);
            var before = lost.get(last);
            lastId = before == null ? usual : before;
            return lastId;
        }

        @Override
        public boolean losesAnswerTo(String action) {
            boolean again = lost.remove(last) != null;
            if (again || !TRANSACTION.contains(action) || ++answers % ONE_IN != 0) {
                return false;
            }
            lost.put(last, lastId);
            return true;
        }
    }

    private static final class CountsFromOne implements Habits {

        @Override
        public String messageId(String usual, long onThisLine, String action, String payload) {
            return Long.toString(onThisLine);
        }

        @Override
        public void drawn(Station16 station, Connector16 connector) {
            station.mischief().losesLine();
        }
    }

    private static final class UsesIdTwice implements Habits {

        private final Set<Violation.Kind> provoked =
                Set.of(Violation.Kind.CALL_ERROR, Violation.Kind.ANSWERED_TWICE, Violation.Kind.UNKNOWN_MESSAGE_ID);

        private volatile String last = "";

        @Override
        public String messageId(String usual, long onThisLine, String action, String payload) {
            last = usual;
            return usual;
        }

        @Override
        public void drawn(Station16 station, Connector16 connector) {
            station.mischief().blurts("[2," + Json.quoted(last) + ",\"DataTransfer\",{\"vendorId\":\"another call\"}]");
        }

        @Override
        public Set<Violation.Kind> provokes() {
            return provoked;
        }
    }
}

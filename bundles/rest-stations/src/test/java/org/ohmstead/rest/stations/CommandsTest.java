package org.ohmstead.rest.stations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.OfflineStation;
import org.ohmstead.rest.stations.view.Reset;

/** What people ask of a station. */
class CommandsTest extends StationHouse {

    @Test
    void aStoreThatDoesNotAnswerIs503AndABugIs500WithoutItsInside() {
        house.controls.put(house.station("CP-1"), failing(new StoreUnavailable("disk full", true, null)));
        Reply away = post("/api/v1/stations/CP-1/commands/clear-cache", "{}");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.text("/detail")).contains("disk full");
        house.controls.put(house.station("CP-1"), failing(new IllegalStateException("the inside")));

        Reply bug = post("/api/v1/stations/CP-1/commands/clear-cache", "{}");

        assertThat(bug.status()).isEqualTo(500);
        assertThat(bug.response().body()).doesNotContain("inside");
    }

    @Test
    void aCommandOfWhichNothingCouldBeWrittenDownIsNotSaidToBeUndone() {
        house.controls.put(house.station("CP-1"), OfflineStation.CONTROL);
        house.diskIsFull = true;

        Reply reply = post("/api/v1/stations/CP-1/commands/clear-cache", "{}");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text("/detail"))
                .isEqualTo("The outcome at the station is OFFLINE, but nothing could be written down of it:"
                        + " The disk is full.");
    }

    private static StationControl failing(RuntimeException failure) {
        return new StationControl() {
            @Override
            public <T> Optional<T> as(Class<T> capability) {
                throw failure;
            }
        };
    }

    @Test
    void aCommandGivesTheStationsOwnWord() {
        StationId station = house.station("CP-1");
        house.controls.put(station, answering(Outcome.of(Outcome.Kind.REJECTED, "UnlockFailed")));

        Reply unlocked = post("/api/v1/stations/CP-1/commands/unlock", "{\"evse\":2}");

        assertThat(unlocked.status()).isEqualTo(200);
        assertThat(unlocked.text("/outcome")).isEqualTo("REJECTED");
        assertThat(unlocked.text("/word")).isEqualTo("UnlockFailed");
        assertThat(house.trail).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("command.unlock");
            assertThat(entry.after()).hasValue("EVSE 2, connector 1: REJECTED (UnlockFailed)");
        });
        assertThat(post("/api/v1/stations/CP-1/commands/unlock", "{\"evse\":-1}")
                        .status())
                .isEqualTo(400);
        assertThat(post("/api/v1/stations/CP-1/commands/clear-cache", "").text("/outcome"))
                .as("what the station cannot do")
                .isEqualTo("NOT_SUPPORTED");
        assertThat(post("/api/v1/stations/CP-7/commands/unlock", "{\"evse\":1}").status())
                .isEqualTo(404);
    }

    private static StationControl answering(Outcome outcome) {
        RemoteControl remote = new Answering(outcome);
        return new StationControl() {
            @Override
            public <T> Optional<T> as(Class<T> capability) {
                return Optional.of(remote).filter(capability::isInstance).map(capability::cast);
            }
        };
    }

    private record Answering(Outcome outcome) implements RemoteControl {

        @Override
        public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
            return outcome.withData(idToken.value() + " " + (remoteStartId > 0));
        }

        @Override
        public Outcome startCharging(Connector connector, IdToken idToken, int remoteStartId) {
            return outcome.withData("at " + connector.evse() + ", " + connector.id());
        }

        @Override
        public Outcome stopCharging(String stationTransactionId) {
            return outcome.withData(stationTransactionId);
        }

        @Override
        public Outcome unlock(Connector connector) {
            return outcome;
        }

        @Override
        public Outcome reset(Reset kind) {
            return outcome;
        }

        @Override
        public Outcome trigger(Report report, Optional<EvseId> evse) {
            return outcome;
        }
    }

    /** A station that tells at most two settings at a time (OCPP 1.6 §5.8), and knows those that begin with K. */
    private static final class Terse implements SettingsControl, StationControl {

        final List<List<String>> asked = new ArrayList<>();
        int most = 2;

        @Override
        public <T> Optional<T> as(Class<T> capability) {
            return Optional.of(this).filter(capability::isInstance).map(capability::cast);
        }

        @Override
        public Report read(List<String> names) {
            asked.add(names);
            if (names.contains("Kaput")) {
                return Report.of(Outcome.of(Outcome.Kind.FAILED, "InternalError"));
            }
            return new Report(
                    Outcome.of(Outcome.Kind.ACCEPTED, "Accepted"),
                    names.stream()
                            .filter(name -> name.startsWith("K"))
                            .map(name -> new Setting(name, "1", false))
                            .toList(),
                    names.stream().filter(name -> !name.startsWith("K")).toList());
        }

        @Override
        public Outcome change(String name, String value) {
            throw new AssertionError();
        }

        @Override
        public int mostNames() {
            return most;
        }
    }

    @Test
    void settingsAreReadInPartsTheStationCanAnswer() {
        var terse = new Terse();
        house.controls.put(house.station("CP-1"), terse);

        Reply reply = post("/api/v1/stations/CP-1/commands/read-settings", "{\"names\":[\"K1\",\"X\",\"K2\"]}");
        assertThat(terse.asked).containsExactly(List.of("K1", "X"), List.of("K2"));
        assertThat(reply.text("/outcome")).isEqualTo("ACCEPTED");
        assertThat(reply.text("/settings/0/name") + reply.text("/settings/1/name"))
                .isEqualTo("K1K2");
        assertThat(reply.text("/unknown/0")).isEqualTo("X");

        terse.asked.clear();
        reply = post(
                "/api/v1/stations/CP-1/commands/read-settings", "{\"names\":[\"K1\",\"K2\",\"Kaput\",\"K3\",\"K4\"]}");
        assertThat(terse.asked).hasSize(2);
        assertThat(reply.text("/outcome")).isEqualTo("FAILED");
        assertThat(reply.json().get("settings")).hasSize(2);

        terse.asked.clear();
        terse.most = Integer.MAX_VALUE;
        post("/api/v1/stations/CP-1/commands/read-settings", "{}");
        post("/api/v1/stations/CP-1/commands/read-settings", "{\"names\":[\"K1\",\"K2\",\"K3\"]}");
        assertThat(terse.asked).containsExactly(List.of(), List.of("K1", "K2", "K3"));
    }

    @Test
    void aStartMayNameTheConnector() {
        house.controls.put(house.station("CP-1"), answering(Outcome.of(Outcome.Kind.ACCEPTED, "Accepted")));
        String start = "/api/v1/stations/CP-1/commands/start-charging";

        assertThat(post(start, "{\"evse\":1,\"connector\":2,\"idToken\":\"04A1B2C3\"}")
                        .text("/data"))
                .isEqualTo("at 1, 2");
        for (String body : List.of("{\"connector\":2", "{\"evse\":0,\"connector\":2", "{\"evse\":1,\"connector\":0")) {
            assertThat(post(start, body + ",\"idToken\":\"04A1B2C3\"}").status())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void everyCommandReachesAStationThatIsNotThere() {
        house.station("CP-1");
        house.transaction(7, "CP-1", true);
        String transaction = new TransactionId(7).toString();
        List<List<String>> commands = List.of(
                List.of("start-charging", "{\"idToken\":\"04A1B2C3\"}"),
                List.of("stop-charging", "{\"transaction\":\"" + transaction + "\"}"),
                List.of("reset", "{\"kind\":\"ON_IDLE\"}"),
                List.of("unlock", "{\"evse\":1,\"connector\":1}"),
                List.of("change-availability", "{\"operative\":false}"),
                List.of("read-settings", "{\"names\":[\"HeartbeatInterval\"]}"),
                List.of("change-setting", "{\"name\":\"HeartbeatInterval\",\"value\":\"300\"}"),
                List.of("clear-cache", "{}"),
                List.of("trigger", "{\"report\":\"STATUS\",\"evse\":1}"),
                List.of("transfer-data", "{\"vendorId\":\"acme\"}"));
        for (List<String> command : commands) {
            Reply reply = post("/api/v1/stations/CP-1/commands/" + command.getFirst(), command.getLast());

            assertThat(reply.status()).as(command.getFirst()).isEqualTo(200);
            assertThat(reply.text("/outcome")).as(command.getFirst()).isEqualTo("OFFLINE");
        }
        assertThat(post("/api/v1/stations/CP-1/commands/start-charging", "{\"idToken\":\"04A1B2C3\"}")
                        .json()
                        .get("remoteStartId")
                        .asInt())
                .isPositive();
        assertThat(house.trail.toString()).doesNotContain("04A1B2C3");
        assertThat(house.trail)
                .extracting(entry -> entry.action() + " " + entry.after().orElseThrow())
                .anyMatch(told ->
                        told.matches("command.start-charging token 04A1\\*\\*\\*, remote start [0-9]+: OFFLINE"))
                .contains(
                        "command.stop-charging transaction " + transaction + ": OFFLINE",
                        "command.reset ON_IDLE: OFFLINE",
                        "command.unlock EVSE 1, connector 1: OFFLINE",
                        "command.make-inoperative the whole station: OFFLINE",
                        "command.change-setting HeartbeatInterval = 300: OFFLINE",
                        "command.clear-cache OFFLINE",
                        "command.trigger STATUS, EVSE 1: OFFLINE",
                        "command.transfer-data acme: OFFLINE");
    }

    @Test
    void theTrailTellsNoSecretThatIsGivenToAStation() {
        house.station("CP-1");
        for (String name : List.of("AuthorizationKey", "WifiPassword", "apn_pwd", "ClientSecret")) {
            post(
                    "/api/v1/stations/CP-1/commands/change-setting",
                    "{\"name\":\"" + name + "\",\"value\":\"4f43415f4f4354545f61646d696e5f74657374\"}");
        }
        post(
                "/api/v1/stations/CP-1/commands/transfer-data",
                "{\"vendorId\":\"acme\",\"messageId\":\"Unlock\",\"data\":\"pin 4f43415f\"}");

        assertThat(house.trail.toString()).doesNotContain("4f43415f");
        assertThat(house.trail)
                .extracting(entry -> entry.after().orElseThrow())
                .contains("AuthorizationKey = ***: OFFLINE", "acme Unlock, 12 characters: OFFLINE");
    }

    @Test
    void onlyARunningTransactionOfThatStationIsStopped() {
        house.controls.put(house.station("CP-1"), answering(Outcome.of(Outcome.Kind.ACCEPTED, "Accepted")));
        house.station("CP-2");
        String running = house.transaction(1, "CP-1", true).id().toString();
        String over = house.transaction(2, "CP-1", false).id().toString();

        assertThat(post("/api/v1/transactions/" + running + "/stop", "").text("/data"))
                .isEqualTo("17");
        assertThat(post("/api/v1/transactions/" + over + "/stop", "").status()).isEqualTo(409);
        assertThat(post("/api/v1/stations/CP-2/commands/stop-charging", "{\"transaction\":\"" + running + "\"}")
                        .status())
                .isEqualTo(404);
    }
}

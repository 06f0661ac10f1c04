package org.ohmstead.rest.stations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Refusal;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.rest.House;
import tools.jackson.databind.JsonNode;

/** The register of stations, and how they are. */
class StationsTest extends StationHouse {

    @Test
    void whatIsKnownOfAnErrorCodeIsToldWithIt() {
        StationId station = house.station("CP-1");
        house.said.put(station, List.of(faulted(1, "GroundFailure"), faulted(2, "0xC0FFEE")));

        Reply reply = get("/api/v1/stations/CP-1");
        assertThat(reply.text("/connectors/0/faults/0/code")).isEqualTo("GroundFailure");
        assertThat(reply.text("/connectors/0/faults/0/severity")).isEqualTo("DANGER");
        assertThat(reply.text("/connectors/0/faults/0/cause")).isEqualTo("It leaks.");
        assertThat(reply.text("/connectors/0/faults/0/remedy")).isEqualTo("Take it out of service.");
        assertThat(reply.text("/connectors/1/errorCode")).as("as it was told").isEqualTo("0xC0FFEE");
        assertThat(reply.json().at("/connectors/1/faults")).isEmpty();
    }

    @Test
    void aStationThatIsKeptOutSaysWhy() throws Exception {
        StationId station = house.station("CP-1");
        assertThat(get("/api/v1/stations/CP-1").json().has("refused")).isFalse();
        house.refusals.put(
                station, new Refusal(House.NOW, 12, Refusal.Reason.WRONG_PASSWORD, InetAddress.getByAddress(new byte[] {
                    10, 0, 0, 7
                })));

        JsonNode refused = get("/api/v1/stations/CP-1").json().get("refused");
        assertThat(refused.get("since").asString()).isEqualTo(House.NOW.toString());
        assertThat(refused.get("tries").asInt()).isEqualTo(12);
        assertThat(refused.get("reason").asString()).isEqualTo("WRONG_PASSWORD");
        assertThat(refused.get("from").asString()).isEqualTo("10.0.0.7");
    }

    private static StatusReport faulted(int connector, String code) {
        return new StatusReport(
                Connector.of(connector),
                ConnectorStatus.FAULTED,
                "Faulted",
                Optional.empty(),
                Optional.of(code),
                Optional.empty(),
                Optional.empty(),
                House.NOW,
                House.NOW);
    }

    @Test
    void aNewcomerHasAnAddressWhereOneIsKnown() {
        Reply reply = get("/api/v1/newcomers");
        assertThat(reply.text("/items/0/id")).isEqualTo("CP-8");
        assertThat(reply.json().at("/items/0").has("address")).isFalse();
        assertThat(reply.text("/items/1/address")).isEqualTo("127.0.0.1");
    }

    private Reply registration(String id, String registration) {
        return as(
                OPERATOR,
                "PATCH",
                "/api/v1/stations/" + id,
                Optional.of("{\"registration\":\"" + registration + "\"}"));
    }

    @Test
    void whoAcceptsAStationThatShowedNoPasswordIsGivenOneForItOnce() {
        house.unproven.add(house.station("CP-1"));
        house.station("CP-2");

        assertThat(registration("CP-1", "PENDING").json().has("password")).isFalse();
        assertThat(registration("CP-1", "ACCEPTED").text("/password")).isEqualTo("made-by-the-server");
        assertThat(registration("CP-1", "ACCEPTED").json().has("password")).isFalse();
        assertThat(get("/api/v1/stations/CP-1").json().has("password")).isFalse();
        assertThat(house.trail).extracting(Audit.Entry::action).contains("station.first-password");
        assertThat(house.trail.toString()).doesNotContain("made-by-the-server");

        registration("CP-2", "PENDING");
        assertThat(registration("CP-2", "ACCEPTED").json().has("password")).isFalse();
    }

    @Test
    void aStationIsRegisteredChangedAndForgotten() {
        Reply created = post("/api/v1/stations", "{\"id\":\"CP-1\",\"label\":\"Gate\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/password")).isEqualTo("made-by-the-server");
        assertThat(post("/api/v1/stations", "{\"id\":\"CP-1\"}").status()).isEqualTo(409);

        Reply changed = as(OPERATOR, "PATCH", "/api/v1/stations/CP-1", Optional.of("{\"registration\":\"REJECTED\"}"));
        assertThat(changed.text("/registration")).isEqualTo("REJECTED");
        assertThat(changed.text("/label")).isEqualTo("Gate");

        assertThat(post("/api/v1/stations/CP-1/password", "{}").text("/id")).isEqualTo("CP-1");
        assertThat(as(OPERATOR, "DELETE", "/api/v1/stations/CP-1", Optional.empty())
                        .status())
                .isEqualTo(204);
        assertThat(get("/api/v1/stations/CP-1").status()).isEqualTo(404);
        assertThat(house.trail)
                .extracting(Audit.Entry::action)
                .containsExactly("station.register", "station.change", "station.renew-password", "station.remove");
        assertThat(house.trail).extracting(Audit.Entry::who).containsOnly("token erp");
        assertThat(house.trail.toString()).doesNotContain("made-by-the-server");
    }

    @Test
    void aStationWithAnOpenTransactionIsNotForgotten() {
        house.station("CP-1");
        Transaction open = house.transaction(1, "CP-1", true);

        Reply refused = as(OPERATOR, "DELETE", "/api/v1/stations/CP-1", Optional.empty());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).isEqualTo("Decide its end first.");
        assertThat(get("/api/v1/stations/CP-1").status()).isEqualTo(200);
        assertThat(house.trail).isEmpty();

        house.transaction(open.id().value(), "CP-1", false);
        assertThat(as(OPERATOR, "DELETE", "/api/v1/stations/CP-1", Optional.empty())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void whatBecameOfWantedSettingsIsShownAndCanBeAskedForAnew() {
        house.station("CP-1");
        house.station("CP-2");

        Reply state = get("/api/v1/stations/CP-1/provisioning");
        assertThat(state.text("/phase")).isEqualTo("CONFIGURED");
        assertThat(state.text("/items/0/standing")).isEqualTo("REFUSED");
        assertThat(post("/api/v1/stations/CP-1/provisioning", "").status()).isEqualTo(200);
        assertThat(as(OPERATOR, "DELETE", "/api/v1/stations/CP-1/provisioning/refusals", Optional.empty())
                        .status())
                .isEqualTo(204);
        assertThat(house.trail)
                .extracting(Audit.Entry::action)
                .containsExactly("station.configure", "station.refusals.forget");
        assertThat(as(OPERATOR, "DELETE", "/api/v1/stations/CP-2/provisioning/refusals", Optional.empty())
                        .status())
                .isEqualTo(409);
        assertThat(as(OPERATOR, "DELETE", "/api/v1/stations/CP-3/provisioning/refusals", Optional.empty())
                        .status())
                .isEqualTo(404);

        assertThat(get("/api/v1/stations/CP-2/provisioning").json().has("phase"))
                .isFalse();
        assertThat(post("/api/v1/stations/CP-2/provisioning", "").status()).isEqualTo(409);
        assertThat(get("/api/v1/stations/CP-3/provisioning").status()).isEqualTo(404);
        assertThat(post("/api/v1/stations/CP-3/provisioning", "").status()).isEqualTo(404);
    }

    @Test
    void whatAStationWasMadeOfIsShownWithWhatIsOddAboutIt() {
        house.station("CP-1");

        assertThat(get("/api/v1/stations/CP-1").text("/registerKind")).isEqualTo("LIFETIME");
        Reply hardware = get("/api/v1/stations/CP-1/hardware");
        assertThat(hardware.text("/items/0/hardware/model")).isEqualTo("SCH2S22P");
        assertThat(hardware.json().at("/items/0/oddities").toString())
                .isEqualTo("[\"NO_VENDOR\",\"LONG_SERIAL_NUMBER\"]");
        assertThat(get("/api/v1/stations/CP-3/hardware").status()).isEqualTo(404);
    }

    @Test
    void stationsAreReadPageByPage() {
        for (int i = 1; i <= 5; i++) {
            house.station("CP-" + i);
        }
        List<String> ids = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = get("/api/v1/stations?limit=2" + after).json();
            page.get("items").forEach(item -> ids.add(item.get("id").asString()));
            after = page.has("next") ? "&after=" + page.get("next").asString() : "";
        } while (page.has("next"));

        assertThat(ids).containsExactly("CP-1", "CP-2", "CP-3", "CP-4", "CP-5");
        for (String limit : List.of("0", "1001", "-1", "many")) {
            assertThat(get("/api/v1/stations?limit=" + limit).text("/errors/0/field"))
                    .isEqualTo("limit");
        }
    }

    @Test
    void stationsAreImportedAllOrNone() {
        Reply good = csv(
                "/api/v1/stations/import",
                "\uFEFFid;label;password\r\nCP-1;Gate, left;\r\nCP-2;;sixteen-letters-1\r\n");
        assertThat(good.status()).isEqualTo(201);
        assertThat(good.text("/items/1/password")).isEqualTo("sixteen-letters-1");
        assertThat(house.registered.get(new StationId("CP-1")).label()).isEqualTo("Gate, left");

        Reply bad = csv(
                "/api/v1/stations/import", "id,site,password\nCP-3,,\nCP-1,,\nnot ok,,\nCP-3,elsewhere,short\n,,\n");

        assertThat(bad.status()).isEqualTo(400);
        List<String> errors = new ArrayList<>();
        bad.json()
                .get("errors")
                .forEach(error -> errors.add(
                        error.get("line").asInt() + " " + error.get("field").asString()));
        assertThat(errors).containsExactly("3 id", "4 id", "5 site", "5 password", "5 id", "6 id");
        assertThat(house.registered).hasSize(2);
    }

    @Test
    void filesThatAreNoListOfStationsAreRefused() {
        assertThat(csv("/api/v1/stations/import", "").status()).isEqualTo(400);
        assertThat(csv("/api/v1/stations/import", "id,label\n").status()).isEqualTo(400);
        assertThat(csv("/api/v1/stations/import", "id,label\nCP-1,Gate,more\n").status())
                .isEqualTo(400);
        assertThat(csv("/api/v1/stations/import", "label,colour\nGate,red\n").text("/errors/0/field"))
                .isEqualTo("colour");
        assertThat(csv("/api/v1/stations/import", "id,label\n\"CP-1,Gate\n").status())
                .isEqualTo(400);
        assertThat(post("/api/v1/stations/import", "id\nCP-1\n").status()).isEqualTo(415);
    }

    @Test
    void theJournalOfAStationIsReadBackwardsPartByPartAndByTime() {
        Optional<StationId> station = Optional.of(house.station("CP-1"));
        for (int second = 1; second <= 5; second++) {
            house.append(House.NOW.plusSeconds(second), station, House.stationFact());
            house.append(House.NOW.plusSeconds(second), Optional.of(new StationId("CP-2")), House.stationFact());
        }

        assertThat(get("/api/v1/stations/CP-1/journal").text("/items/0/kind")).isEqualTo("StationConnected");
        assertThat(positions("?limit=2")).containsExactly("1:9", "1:7");
        String next = get("/api/v1/stations/CP-1/journal?limit=2").text("/next");
        assertThat(positions("?limit=2&after=" + next)).containsExactly("1:5", "1:3");
        String window = "?from=" + House.NOW.plusSeconds(2) + "&to=" + House.NOW.plusSeconds(4);
        assertThat(positions(window)).containsExactly("1:5", "1:3");
        JsonNode last = get("/api/v1/stations/CP-1/journal" + window + "&limit=1&after=1:3")
                .json();
        assertThat(last.get("items")).hasSize(1);
        assertThat(get("/api/v1/stations/CP-1/journal" + window + "&limit=1&after=1:2")
                        .json()
                        .get("items"))
                .as("before the window")
                .isEmpty();
        assertThat(get("/api/v1/stations/CP-1/journal" + window + "&limit=3")
                        .json()
                        .has("next"))
                .isFalse();
        for (String mistaken : List.of("?after=here", "?from=yesterday", "?to=1:4")) {
            assertThat(get("/api/v1/stations/CP-1/journal" + mistaken).status())
                    .as(mistaken)
                    .isEqualTo(400);
        }
    }

    private List<String> positions(String query) {
        List<String> positions = new ArrayList<>();
        get("/api/v1/stations/CP-1/journal" + query)
                .json()
                .get("items")
                .forEach(entry -> positions.add(entry.get("position").asString()));
        return positions;
    }

    @Test
    void framesOfAStationAreFoundByTime() {
        house.station("CP-1");
        for (int i = 0; i < 3; i++) {
            house.frameLog.add(new SeenFrame(new StationId("CP-1"), House.NOW.plusSeconds(i), i == 0, "[" + i + "]"));
        }
        house.frameLog.add(new SeenFrame(new StationId("CP-2"), House.NOW, true, "[9]"));

        String window = "?from=" + House.NOW + "&to=" + House.NOW.plusSeconds(2);
        JsonNode found = get("/api/v1/stations/CP-1/frames" + window).json();
        assertThat(found.get("items")).hasSize(2);
        assertThat(found.at("/items/0/text").asString()).isEqualTo("[0]");
        assertThat(found.at("/items/0/fromStation").asBoolean()).isTrue();
        assertThat(found.has("next")).isFalse();
        assertThat(get("/api/v1/stations/CP-1/frames" + window + "&limit=1")
                        .json()
                        .has("next"))
                .isTrue();
        assertThat(get("/api/v1/stations/CP-1/frames?to=" + House.NOW.minusSeconds(9))
                        .json()
                        .get("items"))
                .isEmpty();

        assertThat(get("/api/v1/stations/CP-1/frames?from=" + House.NOW + "&to=" + House.NOW)
                        .status())
                .isEqualTo(400);
        assertThat(get("/api/v1/stations/CP-1/frames?from=yesterday").status()).isEqualTo(400);
        assertThat(get("/api/v1/stations/NOPE/frames").status()).isEqualTo(404);
        house.frameLog.add(new SeenFrame(new StationId("GONE"), House.NOW, true, "[9]"));
        assertThat(get("/api/v1/stations/GONE/frames" + window).json().get("items"))
                .as("what a removed station said")
                .hasSize(1);
    }
}

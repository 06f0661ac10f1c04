package org.ohmstead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.Refusal;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.resource.Route;
import tools.jackson.databind.JsonNode;

/** What the routes do, and how they refuse. */
class ResourcesTest extends HttpHouse {

    private static final IdToken CARD = IdToken.of("04A1B2C3");

    private Transaction transaction(long id, String station, boolean open) {
        Optional<Transaction.Ending> ending = open
                ? Optional.empty()
                : Optional.of(new Transaction.Ending(
                        House.NOW.plusSeconds(60),
                        House.NOW.plusSeconds(61),
                        Optional.of(new Energy(8_200_500)),
                        "Local",
                        Optional.of(CARD),
                        false));
        var transaction = new Transaction(
                new TransactionId(id),
                new StationId(station),
                SiteId.DEFAULT,
                Connector.of(1),
                "17",
                Optional.of(CARD),
                AuthorizationStatus.ACCEPTED,
                House.NOW.plusSeconds(id),
                House.NOW,
                Optional.of(Energy.ofWattHours(1_000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ending,
                Set.of(TransactionFlag.SUPERSEDED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        house.transactions.put(transaction.id(), transaction);
        return transaction;
    }

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
        Transaction open = transaction(1, "CP-1", true);

        Reply refused = as(OPERATOR, "DELETE", "/api/v1/stations/CP-1", Optional.empty());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).isEqualTo("Decide its end first.");
        assertThat(get("/api/v1/stations/CP-1").status()).isEqualTo(200);
        assertThat(house.trail).isEmpty();

        transaction(open.id().value(), "CP-1", false);
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
    void acceptedStartsThatNothingFollowedAreShownWithoutTheirCard() {
        house.station("CP-1");
        Instant askedAt = Instant.parse("2026-11-22T08:00:00Z");
        RemoteStart awaited = new RemoteStart(
                new StationId("CP-1"),
                Optional.of(new EvseId(2)),
                IdToken.of("04A1B2C3"),
                7,
                askedAt,
                askedAt.plusSeconds(135),
                Optional.empty());
        house.remoteStarts.add(awaited);

        Reply reply = get("/api/v1/stations/CP-1/remote-starts");
        assertThat(reply.text("/items/0/idToken")).isEqualTo("04A1***");
        assertThat(reply.json().at("/items/0/evse").asInt()).isEqualTo(2);
        assertThat(reply.text("/items/0/due")).isEqualTo("2026-11-22T08:02:15Z");
        assertThat(reply.json().at("/items/0").has("lapsedAt")).isFalse();
        assertThat(reply.json().at("/items/0/stationAway").asBoolean()).isTrue();
        house.controls.put(new StationId("CP-1"), answering(Outcome.of(Outcome.Kind.ACCEPTED, "Accepted")));
        assertThat(get("/api/v1/stations/CP-1/remote-starts")
                        .json()
                        .at("/items/0/stationAway")
                        .asBoolean(true))
                .isFalse();

        house.controls.clear();
        house.remoteStarts.set(0, awaited.lapsed(askedAt.plusSeconds(140)));
        Reply lapsed = get("/api/v1/stations/CP-1/remote-starts");
        assertThat(lapsed.text("/items/0/lapsedAt")).isEqualTo("2026-11-22T08:02:20Z");
        assertThat(lapsed.json().at("/items/0/stationAway").asBoolean(true))
                .as("no longer awaited")
                .isFalse();
        assertThat(get("/api/v1/stations/CP-2/remote-starts")
                        .json()
                        .at("/items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatIsWrongInABodyIsNamedFieldByField() {
        Reply reply = post("/api/v1/stations", "{\"lable\":\"Gate\",\"colour\":1}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
        assertThat(reply.text("/title")).isEqualTo("Bad Request");
        List<String> fields = new ArrayList<>();
        reply.json()
                .at("/errors")
                .forEach(error -> fields.add(error.get("field").asString()));
        assertThat(fields).containsExactlyInAnyOrder("lable", "colour", "id");
    }

    @Test
    void whatIsNearlyOfTheTypeIsRefusedAllTheSame() {
        house.station("CP-1");
        for (String minutes : List.of("1.5", "99999999999", "1e400", "true")) {
            assertThat(as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":" + minutes + "}"))
                            .status())
                    .as(minutes)
                    .isEqualTo(400);
        }
        assertThat(post("/api/v1/stations/CP-1/commands/reset", "{\"kind\":0}").status())
                .as("a word by its place")
                .isEqualTo(400);
        assertThat(post("/api/v1/tokens", "{\"value\":5}").status()).isEqualTo(400);
        assertThat(post("/api/v1/tokens", "{\"value\":\"T5\",\"label\":true}").status())
                .isEqualTo(400);
        assertThat(post("/api/v1/tokens", "{\"value\":\"T5\",\"expires\":1798761600000}")
                        .text("/errors/0/field"))
                .isEqualTo("expires");
        assertThat(get("/api/v1/stations?search=%C3%28").status())
                .as("a broken query")
                .isEqualTo(400);
    }

    @Test
    void otherTypesOtherWordsAndBrokenJsonAreRefused() {
        house.station("CP-1");
        assertThat(post("/api/v1/stations", "{\"id\":").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "[]").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "{} {}").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "{\"id\":\"a\",\"id\":\"b\"}").status())
                .isEqualTo(400);
        assertThat(post("/api/v1/stations", "").status()).isEqualTo(400);
        assertThat(post("/api/v1/stations", "{\"id\":\"not ok\"}").text("/errors/0/field"))
                .isEqualTo("id");
        assertThat(post("/api/v1/stations", "{\"id\":\"CP-2\",\"site\":\"elsewhere\"}")
                        .text("/errors/0/field"))
                .isEqualTo("site");
        Reply reset = post("/api/v1/stations/CP-1/commands/reset", "{\"kind\":\"HARD\"}");
        assertThat(reset.text("/errors/0/message")).isEqualTo("is one of [IMMEDIATE, ON_IDLE]");
        Reply minutes = as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":\"30\"}"));
        assertThat(minutes.text("/errors/0/message")).isEqualTo("is a whole number");
        assertThat(as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":0}"))
                        .status())
                .isEqualTo(400);
        assertThat(as(OPERATOR, "PUT", "/api/v1/commissioning", Optional.of("{\"minutes\":5,\"from\":\"here\"}"))
                        .text("/detail"))
                .contains("10.1.0.0/16");
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() {
        assertThat(get("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(get("/api/v1/stations/").status()).isEqualTo(404);
        assertThat(get("/api/v1/transactions/nonsense").status()).isEqualTo(404);
        Reply wrong = as(OPERATOR, "DELETE", "/api/v1/stations", Optional.empty());
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("Allow")).hasValue("GET, POST");
        assertThat(send(request("/api/v1/stations")
                                .header("Authorization", "Bearer " + OPERATOR)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
    }

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
        Reply made = get("/api/v1/transactions?after=nonsense");
        assertThat(made.status()).isEqualTo(400);
        assertThat(made.response().body()).doesNotContain("For input string");
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
    void tokensAreAddedBlockedAndExpired() {
        Reply valid = post("/api/v1/tokens", "{\"value\":\"04A1B2C3\",\"label\":\"Van 3\"}");
        assertThat(valid.status()).isEqualTo(201);
        assertThat(valid.text("/verdict")).isEqualTo("ACCEPTED");
        assertThat(post("/api/v1/tokens", "{\"value\":\"04a1b2c3\"}").status()).isEqualTo(409);

        Reply blocked = as(OPERATOR, "PUT", "/api/v1/tokens/04A1B2C3", Optional.of("{\"blocked\":true}"));
        assertThat(blocked.text("/verdict")).isEqualTo("BLOCKED");
        Reply expired = post("/api/v1/tokens", "{\"value\":\"B\",\"expires\":\"2020-01-01T00:00:00Z\"}");
        assertThat(expired.text("/verdict")).isEqualTo("EXPIRED");
        assertThat(post("/api/v1/tokens", "{\"value\":\"C\",\"expires\":\"tomorrow\"}")
                        .text("/errors/0/field"))
                .isEqualTo("expires");
        assertThat(get("/api/v1/tokens").json().get("items")).hasSize(2);
        assertThat(as(OPERATOR, "DELETE", "/api/v1/tokens/04A1B2C3", Optional.empty())
                        .status())
                .isEqualTo(204);
        assertThat(get("/api/v1/tokens/04A1B2C3").status()).isEqualTo(404);
        assertThat(house.trail.toString()).doesNotContain("04A1B2C3").contains("04A1***");
    }

    @Test
    void aTokenMayHaveAnyCharacters() {
        assertThat(post("/api/v1/tokens", "{\"value\":\"a/b%c d+e?\",\"type\":\"Central\"}")
                        .status())
                .isEqualTo(201);

        Reply found = get("/api/v1/tokens/a%2Fb%25c%20d+e%3F?type=Central");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("/value")).isEqualTo("a/b%c d+e?");
        assertThat(get("/api/v1/tokens/a%2Fb%25c%20d+e%3F").status()).isEqualTo(404);
    }

    @Test
    void tokensAreImportedAllOrNone() {
        Reply good = csv(
                "/api/v1/tokens/import",
                "value,type,label,blocked,expires,group\n04A1,,Van 1,,2027-01-31,fleet\n04A2,ISO14443,,yes,,\n");
        assertThat(good.json().get("imported").asInt()).isEqualTo(2);
        assertThat(house.cards.get("04A1 ").expires().orElseThrow())
                .as("a day begins in the zone of the site")
                .hasToString("2027-01-30T23:00:00Z");
        assertThat(house.cards.get("04A2 ISO14443").blocked()).isTrue();

        Reply bad = csv("/api/v1/tokens/import", "value,blocked,expires\nX,maybe,soon\nY,,\ny,,\n");

        assertThat(bad.json().get("errors")).hasSize(3);
        assertThat(house.cards).hasSize(2);
    }

    @Test
    void whatAFileHasNoColumnForStaysAndTheTrailTellsWhatChanged() {
        String card = "/api/v1/tokens/04A1B2C3";
        as(
                OPERATOR,
                "PUT",
                card,
                Optional.of(
                        "{\"label\":\"Van 3\",\"blocked\":true,\"expires\":\"2027-01-01T00:00:00Z\",\"group\":\"fleet\","
                                + "\"maxConcurrent\":1}"));

        csv("/api/v1/tokens/import", "value,label\n04A1B2C3,Van 4\nFFFF1111,New\n");

        String kept = ", blocked, expires 2027-01-01T00:00:00Z, group fleet, at once: 1";
        assertThat(house.trail.getLast().after())
                .hasValue("2 tokens; 1 changed: 04A1*** \"Van 3\"" + kept + " is now \"Van 4\"" + kept
                        + "; 1 new: FFFF*** \"New\"");
        assertThat(get(card).json().get("blocked").asBoolean()).isTrue();

        csv("/api/v1/tokens/import", "value,label,blocked,expires\n04A1B2C3,Van 5\n");
        assertThat(get(card).json().get("blocked").asBoolean())
                .as("a line that ends early says nothing of the rest")
                .isTrue();

        csv("/api/v1/tokens/import", "value,blocked,expires\n04A1B2C3,,\n");
        assertThat(get(card).json().get("blocked").asBoolean()).isFalse();
        assertThat(get(card).json().has("expires")).isFalse();
        assertThat(get(card).text("/group")).isEqualTo("fleet");
        assertThat(house.trail).hasSize(4);
    }

    @Test
    void theTrailOfALargeFileStaysReadable() {
        String lines = IntStream.range(0, 300)
                .mapToObj(i -> "CARD" + (100_000 + i) + "\n")
                .collect(Collectors.joining());

        csv("/api/v1/tokens/import", "value\n" + lines);

        assertThat(house.trail)
                .singleElement()
                .satisfies(entry -> assertThat(entry.after().orElseThrow())
                        .startsWith("300 tokens; 0 changed; 300 new: CARD*** ")
                        .endsWith(" and 100 more"));
    }

    /** They are stored already, and the answer is the only place where their passwords ever stand. */
    @Test
    void aPasswordShownOnceIsShownAlsoWhereTheTrailCannotBeWritten() {
        house.station("CP-0");
        house.diskIsFull = true;

        Reply imported = csv("/api/v1/stations/import", "id\nCP-1\nCP-2\n");
        assertThat(imported.status()).isEqualTo(201);
        assertThat(imported.text("/items/1/password")).isEqualTo("made-by-the-server");
        assertThat(post("/api/v1/stations", "{\"id\":\"CP-3\"}").text("/password"))
                .isEqualTo("made-by-the-server");
        assertThat(post("/api/v1/stations/CP-0/password", "{}").text("/password"))
                .isEqualTo("made-by-the-server");
        assertThat(as(ADMIN, "POST", "/api/v1/api-tokens", Optional.of("{\"name\":\"erp2\",\"role\":\"OPERATOR\"}"))
                        .text("/secret"))
                .isEqualTo("oh_fresh");

        house.diskIsFull = false;
        csv("/api/v1/stations/import", "id,label\nCP-4,Gate\nCP-5,Yard\n");
        assertThat(house.trail).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("station.import");
            assertThat(entry.after()).hasValue("2 stations: CP-4 \"Gate\", CP-5 \"Yard\"");
        });
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
        transaction(7, "CP-1", true);
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
        String running = transaction(1, "CP-1", true).id().toString();
        String over = transaction(2, "CP-1", false).id().toString();

        assertThat(post("/api/v1/transactions/" + running + "/stop", "").text("/data"))
                .isEqualTo("17");
        assertThat(post("/api/v1/transactions/" + over + "/stop", "").status()).isEqualTo(409);
        assertThat(post("/api/v1/stations/CP-2/commands/stop-charging", "{\"transaction\":\"" + running + "\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void transactionsAreFoundByStationTokenAndState() {
        transaction(1, "CP-1", false);
        transaction(2, "CP-2", true);
        transaction(3, "CP-1", true);
        post("/api/v1/tokens", "{\"value\":\"04A1B2C3\",\"label\":\"Van 3\"}");

        JsonNode latest = get("/api/v1/stations/CP-1/transactions/latest").json();
        assertThat(latest.get("id").asString()).isEqualTo(new TransactionId(3).toString());
        assertThat(latest.get("tokenLabel").asString()).isEqualTo("Van 3");
        assertThat(latest.get("idToken").asString()).isEqualTo("04A1***");
        assertThat(get("/api/v1/transactions/count?station=CP-1")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("/api/v1/transactions/count?open=true")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("/api/v1/transactions/count?idToken=04a1b2c3")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(3);
        assertThat(get("/api/v1/transactions/count?idToken=other")
                        .json()
                        .get("count")
                        .asInt())
                .isZero();
        assertThat(get("/api/v1/transactions/count?from=2026-11-22T10:00:02Z&to=2026-11-22T10:00:03Z")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(get("/api/v1/transactions?open=perhaps").status()).isEqualTo(400);
        assertThat(get("/api/v1/transactions?from=yesterday").status()).isEqualTo(400);
        assertThat(get("/api/v1/stations/CP-9/transactions/latest").status()).isEqualTo(404);
    }

    @Test
    void anEndedTransactionTellsWhenWhyAndHowMuch() {
        JsonNode ended = get("/api/v1/transactions/"
                        + transaction(1, "CP-1", false).id())
                .json();

        assertThat(ended.get("stoppedAt").asString()).isEqualTo("2026-11-22T10:01:00Z");
        assertThat(ended.get("stoppedReason").asString()).isEqualTo("Local");
        assertThat(ended.get("energyWh").toString()).isEqualTo("7200.5");
        assertThat(ended.get("meterStartWh").toString()).isEqualTo("1000");
        assertThat(ended.get("flags").get(0).asString()).isEqualTo("SUPERSEDED");
        assertThat(ended.has("powerW")).isFalse();
    }

    @Test
    void whatIsHeldForReviewHasNoFigure() {
        Transaction ended = transaction(1, "CP-1", false);
        Delivered held =
                new Delivered(new Energy(7_200_500), Delivered.Trust.HELD, Optional.of(Energy.ofWattHours(900)));
        house.transactions.put(
                ended.id(), ended.with(ended.latest(), ended.ending(), ended.flags(), Optional.of(held)));

        JsonNode told = get("/api/v1/transactions/" + ended.id()).json();

        assertThat(told.has("energyWh")).isFalse();
        assertThat(told.get("trust").asString()).isEqualTo("HELD");
        assertThat(told.get("countedWh").toString()).isEqualTo("7200.5");
        assertThat(told.get("energyByPowerWh").toString()).isEqualTo("900");
        assertThat(told.get("meterStopWh").toString()).isEqualTo("8200.5");
    }

    @Test
    void readingsKeepWhatTheMeterSaid() {
        TransactionId id = transaction(1, "CP-1", true).id();
        var sample = new Sample("1234.5", Sample.ENERGY_IMPORT, "", "Outlet", "Sample.Periodic", "Wh", false);
        house.readings.put(
                id,
                List.of(new Reading(
                        new MeterValue(House.NOW, List.of(sample)),
                        House.NOW,
                        Optional.of(new Energy(1_234_500)),
                        Optional.of(new Power(11_000)),
                        Optional.of(new Current(15_900)),
                        Optional.of(57))));

        JsonNode reading = get("/api/v1/transactions/" + id + "/readings")
                .json()
                .get("items")
                .get(0);

        assertThat(reading.get("energyWh").toString()).isEqualTo("1234.5");
        assertThat(reading.get("samples").get(0).get("value").asString()).isEqualTo("1234.5");
        JsonNode running = get("/api/v1/transactions/" + id).json();
        assertThat(running.get("powerW").asInt()).isEqualTo(11_000);
        assertThat(running.get("stateOfChargePercent").asInt()).isEqualTo(57);
    }

    @Test
    void theJournalIsReadOnAndOnAndItsTokensAreShortened() {
        StationId station = house.station("CP-1");
        house.append(Optional.of(station), House.stationFact());
        house.append(
                Optional.empty(), new Facts.TokenChanged(Optional.of(IdToken.of("04A1B2C3")), false, Optional.empty()));

        JsonNode page = get("/api/v1/journal?after=1:1").json();
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.at("/items/0/kind").asString()).isEqualTo("TokenChanged");
        assertThat(page.at("/items/0/fact/idToken").asString()).isEqualTo("04A1***");
        assertThat(page.get("next").asString()).isEqualTo("1:2");
        assertThat(get("/api/v1/journal?limit=1&after=1:2").json().get("next").asString())
                .as("nothing new yet")
                .isEqualTo("1:2");
        assertThat(get("/api/v1/journal?after=here").status()).isEqualTo(400);

        String end = house.journal.head().toString();
        assertThat(get("/api/v1/journal?after=" + end).json().get("items")).isEmpty();
        Reply beyond = get("/api/v1/journal?after=" + end + "0");
        assertThat(beyond.status()).isEqualTo(400);
        assertThat(beyond.text("/errors/0/message")).isEqualTo("is beyond the end of the journal, which is " + end);
        assertThat(get("/api/v1/journal?after=2:1").status()).isEqualTo(400);
        assertThat(get("/api/v1/journal?after=0:" + 1_000_000).status()).isEqualTo(200);
        assertThat(get("/api/v1/journal/kinds").json().findValuesAsString("kind"))
                .contains("StationBooted", "TransactionStarted");
        assertThat(get("/api/v1/stations/CP-1/journal").text("/items/0/kind")).isEqualTo("StationConnected");
    }

    @Test
    void theJournalOfAStationIsReadBackwardsPartByPartAndByTime() {
        Optional<StationId> station = Optional.of(house.station("CP-1"));
        for (int second = 1; second <= 5; second++) {
            house.append(House.NOW.plusSeconds(second), station, House.stationFact());
            house.append(House.NOW.plusSeconds(second), Optional.of(new StationId("CP-2")), House.stationFact());
        }

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
    void administratorsManagePeople() {
        assertThat(as(
                                ADMIN,
                                "POST",
                                "/api/v1/users",
                                Optional.of("{\"name\":\"eva\",\"password\":\"short\"," + "\"role\":\"OPERATOR\"}"))
                        .status())
                .isEqualTo(400);
        String eva = "{\"name\":\"eva\",\"password\":\"correct horse battery\",\"role\":\"OPERATOR\"}";
        assertThat(as(ADMIN, "POST", "/api/v1/users", Optional.of(eva)).status())
                .isEqualTo(201);
        assertThat(as(ADMIN, "POST", "/api/v1/users", Optional.of(eva)).status())
                .isEqualTo(409);
        assertThat(as(ADMIN, "PATCH", "/api/v1/users/eva", Optional.of("{\"role\":\"ADMINISTRATOR\"}"))
                        .text("/role"))
                .isEqualTo("ADMINISTRATOR");
        assertThat(as(ADMIN, "DELETE", "/api/v1/users/eva", Optional.empty()).status())
                .isEqualTo(204);
        assertThat(as(ADMIN, "DELETE", "/api/v1/users/admin", Optional.empty()).status())
                .isEqualTo(409);
        assertThat(as(ADMIN, "PATCH", "/api/v1/users/admin", Optional.of("{\"role\":\"OPERATOR\"}"))
                        .status())
                .isEqualTo(409);

        Reply token = as(
                ADMIN,
                "POST",
                "/api/v1/api-tokens",
                Optional.of("{\"name\":\"bi\",\"role\":\"OPERATOR\",\"validDays\":90}"));
        assertThat(token.text("/secret")).isEqualTo("oh_fresh");
        assertThat(as(ADMIN, "DELETE", "/api/v1/api-tokens/erp", Optional.empty())
                        .status())
                .isEqualTo(204);
        assertThat(as(ADMIN, "GET", "/api/v1/api-tokens", Optional.empty())
                        .response()
                        .body())
                .doesNotContain("secret");

        JsonNode audit =
                as(ADMIN, "GET", "/api/v1/audit?limit=2", Optional.empty()).json();
        assertThat(audit.at("/items/0/action").asString()).isEqualTo("api-token.revoke");
        assertThat(audit.has("next")).isTrue();
        assertThat(audit.at("/items/0/seal").asString()).startsWith("5ea1");
        assertThat(house.trail.toString()).doesNotContain("horse", "oh_fresh");
    }

    @Test
    void theListOfApiTokensSaysWhoMadeEachAndWhoLeavesTakesThemAlong() {
        Reply made = as(ADMIN, "POST", "/api/v1/api-tokens", Optional.of("{\"name\":\"bi\",\"role\":\"OPERATOR\"}"));
        assertThat(made.text("/maker")).isEqualTo("ada");
        JsonNode tokens =
                as(ADMIN, "GET", "/api/v1/api-tokens", Optional.empty()).json();
        assertThat(tokens.at("/items/0/maker").asString()).isEqualTo("eva");
        assertThat(tokens.get("items").get(1).has("maker")).isFalse();

        String eva = "{\"name\":\"eva\",\"password\":\"correct horse battery\",\"role\":\"OPERATOR\"}";
        as(ADMIN, "POST", "/api/v1/users", Optional.of(eva));
        house.trail.clear();
        as(ADMIN, "DELETE", "/api/v1/users/eva", Optional.empty());

        assertThat(house.trail)
                .extracting(entry -> entry.action() + " " + entry.subject())
                .containsExactly("user.remove eva", "api-token.revoke erp");
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

    @Test
    void anAdministratorChangesALogLevelForAWhileAndItIsWrittenDown() {
        String path = "/api/v1/log-levels/org.ohmstead.ocpp16";
        Reply set = as(ADMIN, "PUT", path, Optional.of("{\"level\":\"DEBUG\",\"minutes\":30}"));
        assertThat(set.text("/until")).isEqualTo(House.NOW.plusSeconds(1_800).toString());
        assertThat(as(ADMIN, "GET", "/api/v1/log-levels", Optional.empty()).text("/items/0/level"))
                .isEqualTo("DEBUG");
        assertThat(as(ADMIN, "DELETE", path, Optional.empty()).status()).isEqualTo(204);
        assertThat(as(ADMIN, "DELETE", path, Optional.empty()).status()).isEqualTo(404);
        assertThat(house.trail).extracting(Audit.Entry::action).containsExactly("log.level", "log.level");
        assertThat(house.trail.getFirst().after()).contains("DEBUG until " + House.NOW.plusSeconds(1_800));

        assertThat(as(ADMIN, "PUT", path, Optional.of("{\"level\":\"LOUD\"}")).status())
                .isEqualTo(400);
        assertThat(as(ADMIN, "PUT", path, Optional.of("{\"level\":\"INFO\",\"minutes\":0}"))
                        .status())
                .isEqualTo(400);
        assertThat(as(ADMIN, "PUT", "/api/v1/log-levels/.x", Optional.of("{\"level\":\"INFO\"}"))
                        .status())
                .isEqualTo(400);
        assertThat(as(ADMIN, "PUT", "/api/v1/log-levels/org.old", Optional.of("{\"level\":\"INFO\"}"))
                        .status())
                .isEqualTo(409);
        assertThat(get("/api/v1/log-levels").status()).isEqualTo(403);
        assertThat(house.trail).hasSize(2);
    }

    @Test
    void anAdministratorSeesWhetherTheAuditTrailIsWhole() {
        house.audit.record("eva", "station.change", "CP-1", Optional.empty(), Optional.empty());

        JsonNode whole =
                as(ADMIN, "GET", "/api/v1/audit/verification", Optional.empty()).json();
        assertThat(whole.get("whole").asBoolean()).isTrue();
        assertThat(whole.get("seal").asString()).isEqualTo("5ea10");
        assertThat(whole.has("reason")).isFalse();

        JsonNode broken = as(ADMIN, "GET", "/api/v1/audit/verification?seal=abc", Optional.empty())
                .json();
        assertThat(broken.get("whole").asBoolean()).isFalse();
        assertThat(broken.get("broken").asLong()).isEqualTo(7);
        assertThat(broken.get("reason").asString()).contains("noted");

        assertThat(get("/api/v1/audit/verification").status()).isEqualTo(403);
    }

    @Test
    void theDescriptionNamesEveryRoute() {
        JsonNode api = get("/api/v1/openapi.json").json();

        assertThat(api.get("openapi").asString()).startsWith("3.1");
        for (Route route : rest.routes()) {
            JsonNode operation =
                    api.get("paths").get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation.get("summary").asString()).isEqualTo(route.summary());
        }
        JsonNode station = api.at("/components/schemas/Station");
        assertThat(station.at("/properties/connectors/items/$ref").asString())
                .isEqualTo("#/components/schemas/Connector");
        assertThat(station.get("required").toString()).contains("\"id\"").doesNotContain("protocol");
        api.findValues("$ref")
                .forEach(reference -> assertThat(
                                api.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }
}

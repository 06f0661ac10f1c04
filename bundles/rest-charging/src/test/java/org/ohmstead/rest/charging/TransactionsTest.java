package org.ohmstead.rest.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.Current;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Reading;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.House;
import org.ohmstead.rest.OfflineStation;
import tools.jackson.databind.JsonNode;

/** What was and is charged. */
class TransactionsTest extends ChargingHouse {

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
        house.controls.put(new StationId("CP-1"), OfflineStation.CONTROL);
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
    void transactionsAreFoundByStationTokenAndState() {
        house.transaction(1, "CP-1", false);
        house.transaction(2, "CP-2", true);
        house.transaction(3, "CP-1", true);
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
    void whatTheStoreSaysOfAPlaceIsNotPassedOn() {
        Reply made = get("/api/v1/transactions?after=nonsense");
        assertThat(made.status()).isEqualTo(400);
        assertThat(made.response().body()).doesNotContain("For input string");
    }

    @Test
    void anEndedTransactionTellsWhenWhyAndHowMuch() {
        JsonNode ended = get("/api/v1/transactions/"
                        + house.transaction(1, "CP-1", false).id())
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
        Transaction ended = house.transaction(1, "CP-1", false);
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
        TransactionId id = house.transaction(1, "CP-1", true).id();
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
}

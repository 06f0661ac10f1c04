package org.ohmstead.rest.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.Reviews.Choice;
import org.ohmstead.api.csms.Reviews.Dossier;
import org.ohmstead.api.csms.Reviews.DoubtfulReport;
import org.ohmstead.api.csms.Reviews.DoubtfulTransaction;
import org.ohmstead.api.csms.Reviews.Result;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Decision;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.api.model.UnmatchedReport;
import org.ohmstead.rest.FewReviews;
import org.ohmstead.rest.House;

/** The inbox of what is doubtful, and who may decide what. */
class ReviewsTest extends ChargingHouse {

    private static final TransactionId LOST = new TransactionId(33);
    private static final TransactionId STRAY = new TransactionId(34);
    private static final String DECIDE = "/api/v1/reviews/" + LOST + "/decision";

    @BeforeEach
    void twoCases() {
        Transaction transaction = new Transaction(
                LOST,
                new StationId("CP-1"),
                SiteId.DEFAULT,
                Connector.of(1),
                "17",
                Optional.of(IdToken.of("04A1B2C3")),
                AuthorizationStatus.ACCEPTED,
                House.NOW,
                House.NOW,
                Optional.of(Energy.ofWattHours(1_000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Transaction.Ending(
                        House.NOW.plusSeconds(60),
                        House.NOW.plusSeconds(600),
                        Optional.of(Energy.ofWattHours(8_200)),
                        Transaction.Ending.ESTIMATED_REASON,
                        Optional.empty(),
                        true)),
                Set.of(),
                Optional.empty(),
                Optional.of(new Decision(
                        "eva",
                        House.NOW.plusSeconds(700),
                        "the driver called",
                        Optional.of(House.NOW.plusSeconds(50)),
                        Optional.of(Energy.ofWattHours(6_000)),
                        Set.of())),
                Optional.empty());
        Evidence free = new Evidence(
                Evidence.Kind.STATUS_AVAILABLE,
                House.NOW.plusSeconds(60),
                House.NOW.plusSeconds(61),
                Optional.of(Energy.ofWattHours(8_200)),
                "Available",
                Optional.empty());
        UnmatchedReport stop = new UnmatchedReport(
                STRAY,
                new StationId("CP-1"),
                SiteId.DEFAULT,
                Doubt.UNMATCHED_STOP,
                "-1",
                Optional.of(IdToken.of("04A1B2C3")),
                Optional.of(Energy.ofWattHours(9_000)),
                "EVDisconnected",
                House.NOW,
                House.NOW,
                Optional.empty(),
                Optional.empty());
        house.reviews.cases.put(
                LOST,
                new Dossier(
                        new DoubtfulTransaction(transaction, Set.of(Doubt.ESTIMATED_END), House.NOW),
                        List.of(free),
                        List.of(stop),
                        List.of()));
        house.reviews.cases.put(
                STRAY,
                new Dossier(
                        new DoubtfulReport(stop, Set.of(Doubt.UNMATCHED_STOP)),
                        List.of(),
                        List.of(),
                        List.of(transaction)));
    }

    @Test
    void whatWaitsIsListedWithBothKinds() {
        Reply reply = get("/api/v1/reviews");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("items")).hasSize(2);
        assertThat(reply.text("/items/0/report/stationTransactionId")).isEqualTo("-1");
        assertThat(reply.text("/items/0/doubts/0")).isEqualTo("UNMATCHED_STOP");
        assertThat(reply.text("/items/1/transaction/stoppedReason")).isEqualTo("Estimated");
        assertThat(reply.response().body()).doesNotContain("04A1B2C3");
    }

    @Test
    void filtersReachTheInbox() {
        get("/api/v1/reviews?site=depot&doubt=ESTIMATED_END,METER&from=2026-11-01T00:00:00Z&to=2026-11-22T00:00:00Z");

        assertThat(house.reviews.asked).hasValueSatisfying(query -> {
            assertThat(query.scope().includes(new SiteId("depot"))).isTrue();
            assertThat(query.scope().includes(SiteId.DEFAULT)).isFalse();
            assertThat(query.doubts()).containsExactlyInAnyOrder(Doubt.ESTIMATED_END, Doubt.METER);
            assertThat(query.from()).isPresent();
            assertThat(query.to()).isPresent();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "doubt=NONSENSE, doubt",
        "doubt=estimated_end, doubt",
        "from=yesterday, from",
        "limit=0, limit",
        "after=%27, after"
    })
    void aFilterThatIsNoneIsRefusedByItsName(String query, String field) {
        Reply reply = get("/api/v1/reviews?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void aCaseHasItsEvidenceAndTheDecisionBesideIt() {
        Reply reply = get("/api/v1/reviews/" + LOST);

        assertThat(reply.text("/evidence/0/kind")).isEqualTo("STATUS_AVAILABLE");
        assertThat(reply.text("/evidence/0/said")).isEqualTo("Available");
        assertThat(reply.text("/reports/0/id")).isEqualTo(STRAY.toString());
        assertThat(reply.text("/review/transaction/meterStopWh")).isEqualTo("8200");
        assertThat(reply.text("/review/transaction/energyWh")).isEqualTo("6000");
        assertThat(reply.text("/review/transaction/countedWh")).isEqualTo("7200");
        assertThat(reply.text("/review/transaction/endedAt")).isEqualTo("2026-11-22T10:00:50Z");
        assertThat(reply.text("/review/transaction/stoppedAt")).isEqualTo("2026-11-22T10:01:00Z");
        assertThat(reply.text("/review/transaction/decision/who")).isEqualTo("eva");
        assertThat(get("/api/v1/reviews/" + STRAY).text("/candidates/0/id")).isEqualTo(LOST.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000099", "nonsense", "-1", "%27%3B--"})
    void whatIsNotThereIs404(String id) {
        assertThat(get("/api/v1/reviews/" + id).status()).isEqualTo(404);
        assertThat(post("/api/v1/reviews/" + id + "/decision", "{\"choice\":\"ACCEPT\"}")
                        .status())
                .isEqualTo(404);
        assertThat(house.trail).isEmpty();
    }

    @Test
    void anOperatorDecidesAndTheTrailSaysWhatWasBefore() {
        Reply reply = post(
                DECIDE,
                "{\"choice\":\"CORRECT\",\"end\":\"2026-11-22T10:00:30Z\",\"energyWh\":7000.5,\"reason\":\" he called \"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(house.reviews.decided)
                .containsExactly(new FewReviews.Decided(
                        LOST,
                        new Choice.Correct(Optional.of(House.NOW.plusSeconds(30)), Optional.of(new Energy(7_000_500))),
                        "token erp",
                        "he called"));
        assertThat(house.trail).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("review.decide");
            assertThat(entry.who()).isEqualTo("token erp");
            assertThat(entry.subject()).isEqualTo(LOST.toString());
            assertThat(entry.before()).contains("ended at 2026-11-22T10:00:50Z, 6000 Wh: the driver called");
        });
    }

    @Test
    void aRepeatedDecisionIsWrittenDownOnce() {
        post(DECIDE, "{\"choice\":\"ACCEPT\"}");
        assertThat(post(DECIDE, "{\"choice\":\"ACCEPT\"}").status()).isEqualTo(200);

        assertThat(house.trail).extracting(Audit.Entry::action).containsExactly("review.decide");
    }

    @Test
    void aStopIsAttachedToATransaction() {
        Reply reply = post(
                "/api/v1/reviews/" + STRAY + "/decision", "{\"choice\":\"ATTACH\",\"transaction\":\"" + LOST + "\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(house.reviews.decided)
                .singleElement()
                .satisfies(decided -> assertThat(decided.choice()).isEqualTo(new Choice.Attach(LOST)));
    }

    @Test
    void whatCannotBeDecidedNowIs409AndWhatMakesNoSenseIs400() {
        house.reviews.refusal = Optional.of(new Result.Conflict("It still runs."));
        Reply conflict = post(DECIDE, "{\"choice\":\"CORRECT\",\"energyWh\":1,\"reason\":\"x\"}");
        house.reviews.refusal = Optional.of(new Result.Senseless("end", "is not before the start"));
        Reply senseless = post(DECIDE, "{\"choice\":\"CORRECT\",\"end\":\"2020-01-01T00:00:00Z\",\"reason\":\"x\"}");

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text("/detail")).isEqualTo("It still runs.");
        assertThat(senseless.status()).isEqualTo(400);
        assertThat(senseless.text("/errors/0/field")).isEqualTo("end");
        assertThat(house.trail).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | choice",
                "{\"choice\":\"MAYBE\"} | choice",
                "{\"choice\":\"ACCEPT\",\"energyWh\":5} | energyWh",
                "{\"choice\":\"ACCEPT\",\"end\":\"2026-11-22T10:00:00Z\"} | end",
                "{\"choice\":\"CORRECT\",\"transaction\":\"0000000000012\"} | transaction",
                "{\"choice\":\"CORRECT\",\"end\":\"yesterday\"} | end",
                "{\"choice\":\"CORRECT\",\"energyWh\":\"7\"} | energyWh",
                "{\"choice\":\"CORRECT\",\"energyWh\":1.2345} | energyWh",
                "{\"choice\":\"CORRECT\",\"energyWh\":1e14} | energyWh",
                "{\"choice\":\"CORRECT\",\"energyWh\":1e999999999} | energyWh",
                "{\"choice\":\"ATTACH\"} | transaction",
                "{\"choice\":\"ATTACH\",\"transaction\":\"17\"} | transaction",
                "{\"choice\":\"ACCEPT\",\"reason\":\"a\\u0000b\"} | reason",
                "{\"choice\":\"ACCEPT\",\"because\":\"x\"} | because"
            })
    void aBodyThatIsNoDecisionIsRefusedByItsField(String body, String field) {
        Reply reply = post(DECIDE, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(field);
        assertThat(house.reviews.decided).isEmpty();
        assertThat(house.trail).isEmpty();
    }

    @Test
    void nobodyDecidesWithoutSigningIn() {
        Reply reply = send(request(DECIDE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"choice\":\"ACCEPT\"}")));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(send(request("/api/v1/reviews")).status()).isEqualTo(401);
        assertThat(house.reviews.decided).isEmpty();
    }

    @Test
    void aForeignPageDoesNotDecideWithTheCookie() {
        Reply signedIn = send(request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"" + FewPeople.PASSWORD + "\"}")));
        String cookie = signedIn.header("Set-Cookie").orElseThrow();

        Reply forged = send(request(DECIDE)
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"choice\":\"ACCEPT\"}")));

        assertThat(forged.status()).isEqualTo(403);
        assertThat(house.reviews.decided).isEmpty();
    }
}

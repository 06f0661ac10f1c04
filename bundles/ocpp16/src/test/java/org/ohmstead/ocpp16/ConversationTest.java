package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;
import static org.ohmstead.ocpp16.ScriptedStation.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.testkit.InMemoryCsms;
import tools.jackson.databind.JsonNode;

/** Whole conversations with the real deciding services over memory, as a 1.6 station leads them. */
class ConversationTest {

    private static final String CARD = "04A1B2C3";

    private final InMemoryCsms csms = new InMemoryCsms()
            .withStation("CP-1")
            .withStation("CP-2")
            .withToken(CARD)
            .withToken(new Token(IdToken.of("04FFFFFF"), "", true, Optional.empty(), Optional.empty()));
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");

    private List<Transaction> transactions(String of) {
        return csms.history()
                .page(Query.all(Scope.ALL).at(new StationId(of)), Page.Request.first(100))
                .items();
    }

    private Transaction latest() {
        return transactions("CP-1").getFirst();
    }

    private StatusReport connector() {
        return csms.stations()
                .find(new StationId("CP-1"))
                .orElseThrow()
                .connectors()
                .getLast();
    }

    @Test
    void aCarPlugsInSwipesChargesAndUnplugs() {
        assertThat(station.boots()).isEqualTo("Accepted");
        station.is("Available");
        station.is("Preparing");
        assertThat(station.swipes(CARD)).isEqualTo("Accepted");
        long number = station.starts(CARD, 1_000);
        assertThat(number).isBetween(1L, (long) Integer.MAX_VALUE);
        station.is("Charging");
        assertThat(connector().status()).isEqualTo(ConnectorStatus.OCCUPIED);
        assertThat(connector().chargingState()).contains(ChargingState.CHARGING);
        station.waits(Duration.ofMinutes(15));
        station.meters(number, 4_600);
        assertThat(latest().energy()).contains(Energy.ofWattHours(3_600));
        station.waits(Duration.ofMinutes(15));
        assertThat(verdict(station.stops(number, CARD, 8_200))).isEqualTo("Accepted");
        station.is("Finishing");
        assertThat(connector().reported()).isEqualTo("Finishing");
        station.is("Available");

        assertThat(transactions("CP-1")).singleElement().satisfies(transaction -> {
            assertThat(transaction.open()).isFalse();
            assertThat(transaction.energy()).contains(Energy.ofWattHours(7_200));
            assertThat(transaction.ending().orElseThrow().stoppedReason()).isEqualTo("Local");
            assertThat(transaction.flags()).isEmpty();
        });
        assertThat(connector().status()).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void aStartWhoseAnswerGotLostGetsTheSameNumber() {
        Instant at = station.now();
        long number = number(station.starts(CARD, 1_000, at));
        station.waits(Duration.ofMinutes(1));
        station.connects();
        JsonNode again = station.starts(CARD, 1_000, at);
        assertThat(number(again)).isEqualTo(number);
        assertThat(verdict(again)).isEqualTo("Accepted");
        assertThat(transactions("CP-1")).hasSize(1);
    }

    @Test
    void aStartWhoseAnswerGotLostInACrashGetsTheSameNumber() {
        Instant at = station.now();
        long number = number(station.starts(CARD, 1_000, at));
        csms.restart();
        station.connects();
        assertThat(number(station.starts(CARD, 1_000, at))).isEqualTo(number);
    }

    /** Stations with a clock of nanoseconds; a database keeps microseconds. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-22T07:59:59.1234567Z", "2026-11-22T07:59:59.123456789Z", "2026-11-22T07:59:59.9999999Z"
            })
    void aStartToTheNanosecondGetsTheSameNumberAfterACrash(String timestamp) {
        String start =
                "{\"connectorId\":1,\"idTag\":\"%s\",\"meterStart\":7,\"timestamp\":\"%s\"}".formatted(CARD, timestamp);
        long number = number(station.says("StartTransaction", start));
        assertThat(latest().startedAt().getNano() % 1_000).isZero();
        csms.restart();
        station.connects();
        assertThat(number(station.says("StartTransaction", start))).isEqualTo(number);
        assertThat(transactions("CP-1")).hasSize(1);
    }

    @Test
    void aCardIsJudgedBeforeTheFirstBootOfAnAcceptedStation() {
        assertThat(station.swipes(CARD)).isEqualTo("Accepted");
        assertThat(station.swipes("DEADBEEF")).isEqualTo("Invalid");
    }

    @Test
    void aCardIsRefusedBeforeTheFirstBootOfAStationThatIsNotAccepted() {
        csms.register().change(new StationId("CP-1"), SiteId.DEFAULT, "", RegistrationStatus.PENDING);
        assertThat(station.swipes(CARD)).isEqualTo("Invalid");
        assertThat(station.boots()).isEqualTo("Pending");
        assertThat(station.swipes(CARD)).isEqualTo("Invalid");
    }

    private JsonNode startsAt(Instant at) {
        return station.starts(CARD, 1_000, at);
    }

    @ParameterizedTest
    @EnumSource(
            value = RegistrationStatus.class,
            names = {"PENDING", "REJECTED"})
    void whatAStationThatIsNotAcceptedIsToldOfAStartIsKeptAndToldAgain(RegistrationStatus registration) {
        Instant at = station.now();
        csms.register().change(new StationId("CP-1"), SiteId.DEFAULT, "", registration);
        JsonNode told = startsAt(at);
        assertThat(verdict(told)).isEqualTo("Invalid");
        assertThat(latest().verdict()).isEqualTo(AuthorizationStatus.INVALID);
        assertThat(latest().flags()).contains(TransactionFlag.NOT_AUTHORIZED);

        csms.register().change(new StationId("CP-1"), SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED);
        assertThat(startsAt(at)).isEqualTo(told);
        csms.restart();
        station.connects();
        assertThat(startsAt(at)).isEqualTo(told);
        assertThat(transactions("CP-1")).hasSize(1);
    }

    @Test
    void whatAnAcceptedStationWasToldOfAStartIsToldAgainThoughItIsNotAcceptedAnyMore() {
        Instant at = station.now();
        JsonNode told = startsAt(at);
        csms.register().change(new StationId("CP-1"), SiteId.DEFAULT, "", RegistrationStatus.PENDING);

        assertThat(startsAt(at)).isEqualTo(told);
        assertThat(latest().verdict()).isEqualTo(AuthorizationStatus.ACCEPTED);
    }

    @Test
    void whatHappenedOfflineIsReplayedWithoutABoot() {
        long first = station.starts(CARD, 1_000);
        Instant lost = station.now();
        station.waits(Duration.ofHours(6));

        station.connects();
        station.stops(first, CARD, 2_000, lost.plus(Duration.ofHours(1)));
        long second = number(station.starts(CARD, 2_000, lost.plus(Duration.ofHours(2))));
        station.meters(second, 3_000, lost.plus(Duration.ofHours(3)));
        station.stops(second, CARD, 4_000, lost.plus(Duration.ofHours(4)));

        assertThat(second).isNotEqualTo(first);
        assertThat(transactions("CP-1"))
                .hasSize(2)
                .allSatisfy(transaction -> assertThat(transaction.flags()).isEmpty());
        assertThat(latest().ending().orElseThrow().at()).isEqualTo(lost.plus(Duration.ofHours(4)));
        assertThat(latest().ending().orElseThrow().estimated()).isFalse();
        assertThat(latest().energy()).contains(Energy.ofWattHours(2_000));
        assertThat(csms.history().open(Scope.ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -16, 77_777, 2_147_483_647, 63_551_456_789_012L})
    void aNumberThatIsNobodysIsAnsweredAndTouchesNothing(long number) {
        long running = station.starts(CARD, 1_000);
        station.waits(Duration.ofMinutes(5));
        station.meters(number, 9_000);
        assertThat(station.stops(number, CARD, 9_999)).isNotNull();
        assertThat(latest().open()).isTrue();
        assertThat(latest().stationTransactionId()).isEqualTo(Long.toString(running));
        assertThat(latest().latest()).isEmpty();
        assertThat(csms.journal().facts(Facts.TransactionUnmatched.class)).isNotEmpty();
    }

    @Test
    void aNumberOfAnotherStationTouchesNothingOfIts() {
        long running = station.starts(CARD, 1_000);
        ScriptedStation other = new ScriptedStation(csms, "CP-2");
        other.meters(running, 9_000);
        other.stops(running, CARD, 9_999);
        assertThat(latest().open()).isTrue();
        assertThat(latest().latest()).isEmpty();
        assertThat(transactions("CP-2")).isEmpty();
    }

    @Test
    void aStopThatIsRepeatedIsAnsweredAlike() {
        long number = station.starts(CARD, 1_000);
        Instant at = station.now().plus(Duration.ofMinutes(5));
        station.waits(Duration.ofMinutes(10));
        JsonNode once = station.stops(number, CARD, 2_000, at);
        station.connects();
        assertThat(station.stops(number, CARD, 2_000, at)).isEqualTo(once);
        assertThat(csms.journal().facts(Facts.TransactionEnded.class)).hasSize(1);
        assertThat(latest().flags()).isEmpty();
    }

    @Test
    void aReadingThatIsRepeatedCountsOnce() {
        long number = station.starts(CARD, 1_000);
        Instant at = station.now();
        station.meters(number, 1_500, at);
        station.meters(number, 1_500, at);
        assertThat(csms.history()
                        .readings(latest().id(), Page.Request.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void aStartOnATakenConnectorSupersedesWithEvidence() {
        station.starts(CARD, 1_000);
        station.waits(Duration.ofHours(1));
        station.starts(CARD, 3_000);
        assertThat(transactions("CP-1")).hasSize(2);
        Transaction superseded = transactions("CP-1").getLast();
        assertThat(superseded.flags()).contains(TransactionFlag.SUPERSEDED);
        assertThat(superseded.ending().orElseThrow().estimated()).isTrue();
        assertThat(latest().open()).isTrue();
    }

    @Test
    void cardsThatMayNotChargeAreToldWhy() {
        assertThat(station.swipes("04FFFFFF")).isEqualTo("Blocked");
        assertThat(station.swipes("DEADBEEF")).isEqualTo("Invalid");
        JsonNode start = station.starts("DEADBEEF", 1_000, station.now());
        assertThat(verdict(start)).isEqualTo("Invalid");
        assertThat(number(start)).isPositive();
        assertThat(latest().flags()).contains(TransactionFlag.NOT_AUTHORIZED);
    }

    @Test
    void theSecondCardOfAGroupMayStop() {
        csms.withToken(new Token(IdToken.of("ONE"), "", false, Optional.empty(), Optional.of("FAMILY")))
                .withToken(new Token(IdToken.of("TWO"), "", false, Optional.empty(), Optional.of("FAMILY")));
        long number = station.starts("ONE", 1_000);
        JsonNode stop = station.stops(number, "TWO", 2_000);
        assertThat(verdict(stop)).isEqualTo("Accepted");
        assertThat(stop.get("idTagInfo").get("parentIdTag").asString()).isEqualTo("FAMILY");
        assertThat(latest().flags()).isEmpty();
    }

    @Test
    void aTransactionOutlivesTheDialect() {
        long number = station.starts(CARD, 1_000);
        station.connects();
        station.meters(number, 1_500);
        station.connects();
        station.stops(number, CARD, 2_000);
        assertThat(latest().energy()).contains(Energy.ofWattHours(1_000));
    }

    @Test
    void aStartAtADistanceIsAStartOfTheStation() {
        assertThat(station.remote()
                        .startCharging(Optional.of(new EvseId(1)), IdToken.of(CARD), 1)
                        .accepted())
                .isTrue();
        assertThat(transactions("CP-1")).isEmpty();
        long number = station.starts(CARD, 1_000);
        assertThat(station.remote()
                        .stopCharging(latest().stationTransactionId())
                        .accepted())
                .isTrue();
        assertThat(station.asked).isEqualTo("RemoteStopTransaction{\"transactionId\":" + number + "}");
        assertThat(latest().open()).isTrue();
    }

    @Test
    void statusesNeitherBeginNorEndATransaction() {
        station.is("Charging");
        assertThat(transactions("CP-1")).isEmpty();
        station.starts(CARD, 1_000);
        station.is("Available");
        assertThat(latest().open()).isTrue();
    }

    @Test
    void aStationSetAsideKeepsItsTransactionsAndStartsNoMore() {
        long number = station.starts(CARD, 1_000);
        csms.register().change(new StationId("CP-1"), SiteId.DEFAULT, "", RegistrationStatus.REJECTED);
        assertThat(station.boots()).isEqualTo("Rejected");
        station.waits(Duration.ofMinutes(5));
        station.stops(number, CARD, 2_000);
        assertThat(latest().energy()).contains(Energy.ofWattHours(1_000));
        assertThat(verdict(station.starts(CARD, 2_000, station.now()))).isEqualTo("Invalid");
    }
}

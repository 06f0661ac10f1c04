package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;
import static org.ohmstead.ocpp16.ScriptedStation.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.Authorization;
import org.ohmstead.api.model.AuthorizationStatus;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.api.model.TokenGroup;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.authorization.TokenSettings;
import org.ohmstead.testkit.InMemoryCsms;
import tools.jackson.databind.JsonNode;

/** What drivers with cards live through, as 1.6 stations tell it, with the real deciding services over memory. */
@Timeout(60)
class CardsConversationTest {

    private static final String CARD = "04A1B2C3";

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withStation("CP-2").withToken(CARD);
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");
    private final ScriptedStation elsewhere = new ScriptedStation(csms, "CP-2");

    @Test
    void aSecondCardOfTheGroupIsToldTheSameParentAndStops() {
        csms.withToken(inGroup("ONE", "FAMILY")).withToken(inGroup("TWO", "FAMILY"));
        JsonNode start = station.starts("ONE", 1_000, station.now());
        JsonNode shown = station.says("Authorize", "{\"idTag\":\"TWO\"}");

        assertThat(shown.get("idTagInfo").get("parentIdTag"))
                .isEqualTo(start.get("idTagInfo").get("parentIdTag"));
        assertThat(verdict(station.stops(number(start), "TWO", 2_000))).isEqualTo("Accepted");
        assertThat(latest("CP-1").flags()).isEmpty();
    }

    @Test
    void cardsWhoseGroupsDifferInCaseAreToldOneParent() {
        csms.withToken(inGroup("ONE", "Family")).withToken(inGroup("TWO", "fAMILY"));
        JsonNode one = station.says("Authorize", "{\"idTag\":\"ONE\"}").get("idTagInfo");
        JsonNode two = station.says("Authorize", "{\"idTag\":\"TWO\"}").get("idTagInfo");

        assertThat(one.get("parentIdTag").asString()).isEqualTo("FAMILY");
        assertThat(two).isEqualTo(one);
    }

    @Test
    void theParentItselfIsNoCardThatStarts() {
        csms.withToken(inGroup("ONE", "FAMILY"));

        assertThat(station.swipes("FAMILY")).isEqualTo("Invalid");
        long number = station.starts("ONE", 1_000);
        station.stops(number, "FAMILY", 2_000);
        assertThat(latest("CP-1").flags()).containsExactly(TransactionFlag.OTHER_TOKEN);
    }

    @Test
    void cardsOfOneRoamingContractStopEachOtherEvenAfterARestart() {
        csms.withSource((at, token) -> Optional.of(
                new Authorization(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("NL-ABC-7"))));
        long number = station.starts("ROAMING1", 1_000);
        csms.restart();
        csms.withSource((at, token) -> Optional.of(
                new Authorization(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("NL-ABC-7"))));
        station.connects();

        station.stops(number, "ROAMING2", 2_000);
        assertThat(latest("CP-1").flags()).isEmpty();
    }

    @Test
    void aCardThatExpiresWhileItChargesStillStops() {
        expiring(Duration.ofMinutes(10));
        JsonNode start = station.starts("SOON", 1_000, station.now());
        assertThat(start.get("idTagInfo").get("expiryDate").asString()).startsWith("2026-11-22T08:10:00");
        station.waits(Duration.ofMinutes(20));
        station.meters(number(start), 1_500);

        assertThat(latest("CP-1").open()).as("expiry ends nothing").isTrue();
        JsonNode shown = station.says("Authorize", "{\"idTag\":\"SOON\"}");
        assertThat(verdict(shown)).isEqualTo("Accepted");
        assertThat(shown.get("idTagInfo").get("expiryDate"))
                .as("a past one would be a refusal to the station")
                .isNull();
        assertThat(elsewhere.swipes("SOON")).as("nothing of it runs there").isEqualTo("Expired");
        assertThat(verdict(station.stops(number(start), "SOON", 2_000))).isEqualTo("Expired");
        assertThat(latest("CP-1").flags()).isEmpty();
        assertThat(station.swipes("SOON")).as("nothing runs any more").isEqualTo("Expired");
    }

    @Test
    void aCardThatExpiredBeforeIsExpiredAtTheStart() {
        expiring(Duration.ofMinutes(-1));

        assertThat(verdict(station.starts("SOON", 1_000, station.now()))).isEqualTo("Expired");
        assertThat(station.swipes("SOON")).as("it was never accepted").isEqualTo("Expired");
        assertThat(latest("CP-1").verdict()).isEqualTo(AuthorizationStatus.EXPIRED);
    }

    @Test
    void aCardBlockedWhileItChargesIsBlockedAtOnceAndItsStopIsKept() {
        long number = station.starts(CARD, 1_000);
        csms.withToken(new Token(IdToken.of(CARD), "", true, Optional.empty(), Optional.empty()));

        assertThat(station.swipes(CARD)).isEqualTo("Blocked");
        assertThat(verdict(station.stops(number, CARD, 2_000))).isEqualTo("Blocked");
        assertThat(latest("CP-1").open()).isFalse();
        assertThat(latest("CP-1").flags()).isEmpty();
    }

    @Test
    void oneCardAtTwoStationsIsConcurrentWhereOneIsAllowed() {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1));
        long number = station.starts(CARD, 1_000);
        JsonNode second = elsewhere.starts(CARD, 5_000, station.now());

        assertThat(verdict(second)).isEqualTo("ConcurrentTx");
        assertThat(number(second)).as("recorded all the same").isPositive();
        assertThat(latest("CP-2").flags()).containsExactly(TransactionFlag.NOT_AUTHORIZED);
        assertThat(verdict(station.stops(number, CARD, 2_000))).isEqualTo("Accepted");
        elsewhere.stops(number(second), CARD, 5_000);
        assertThat(verdict(elsewhere.starts(CARD, 5_000, station.now()))).isEqualTo("Accepted");
    }

    /** steve #1478: the driver who wants to stop was told ConcurrentTx. */
    @Test
    void theOwnTransactionNeverHindersItsOwnStop() {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1));
        long number = station.starts(CARD, 1_000);

        assertThat(station.swipes(CARD)).isEqualTo("Accepted");
        assertThat(verdict(station.stops(number, CARD, 2_000))).isEqualTo("Accepted");
        assertThat(latest("CP-1").flags()).isEmpty();
    }

    @Test
    void aRepeatedStartIsNoSecondTransactionOfItsCard() {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1));
        JsonNode start = station.starts(CARD, 1_000, station.now());
        csms.restart();
        station.connects();
        JsonNode again = station.starts(CARD, 1_000, station.now());

        assertThat(verdict(again)).isEqualTo("Accepted");
        assertThat(number(again)).isEqualTo(number(start));
    }

    @Test
    void aStartInPlaceOfOneThatNeverStoppedIsNoSecondTransaction() {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1));
        station.starts(CARD, 1_000);
        station.waits(Duration.ofHours(1));

        assertThat(verdict(station.starts(CARD, 3_000, station.now()))).isEqualTo("Accepted");
        assertThat(verdict(elsewhere.starts(CARD, 5_000, station.now()))).isEqualTo("ConcurrentTx");
    }

    @Test
    void whatRunsCountsAfterARestart() {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1));
        station.starts(CARD, 1_000);
        csms.restart();
        elsewhere.connects();

        assertThat(verdict(elsewhere.starts(CARD, 5_000, station.now()))).isEqualTo("ConcurrentTx");
    }

    @Test
    void fleetCardsChargeWhereverTheyLike() {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1)).withToken(inGroup("VAN", "FLEET"));
        csms.policies().put(new TokenGroup("fleet", Optional.of(0)));
        station.starts("VAN", 1_000);

        assertThat(verdict(elsewhere.starts("VAN", 5_000, station.now()))).isEqualTo("Accepted");
    }

    @Test
    void ofTwoStartsAtTheSameMomentOneIsAccepted() throws Exception {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1));
        for (int round = 0; round < 100; round++) {
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<JsonNode>> answers = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (ScriptedStation one : List.of(station, elsewhere)) {
                    answers.add(threads.submit(() -> {
                        together.await();
                        return one.starts(CARD, 1_000, one.now());
                    }));
                }
            }
            JsonNode here = answers.get(0).get();
            JsonNode there = answers.get(1).get();
            assertThat(List.of(verdict(here), verdict(there))).containsExactlyInAnyOrder("Accepted", "ConcurrentTx");
            station.stops(number(here), CARD, 2_000);
            elsewhere.stops(number(there), CARD, 2_000);
            station.waits(Duration.ofMinutes(1));
        }
    }

    @Test
    void anUnknownCardThatStartedOfflineIsRecordedFlaggedAndRefused() {
        JsonNode start = station.starts("GHOST", 1_000, station.now().minus(Duration.ofHours(2)));

        assertThat(verdict(start)).isEqualTo("Invalid");
        assertThat(latest("CP-1").verdict()).isEqualTo(AuthorizationStatus.UNKNOWN);
        assertThat(latest("CP-1").flags()).containsExactly(TransactionFlag.NOT_AUTHORIZED);
        assertThat(station.swipes("GHOST")).as("no reason to accept it").isEqualTo("Invalid");
        station.stops(number(start), "GHOST", 1_200);
        assertThat(latest("CP-1").open()).isFalse();
    }

    @Test
    void anEmptyTagIsNobodysAndItsStartIsRecorded() {
        JsonNode start = station.starts("", 1_000, station.now());

        assertThat(verdict(start)).isEqualTo("Invalid");
        assertThat(latest("CP-1").idToken()).isEmpty();
        assertThat(latest("CP-1").flags()).containsExactly(TransactionFlag.NOT_AUTHORIZED);
    }

    @Test
    void anybodyChargesAtAFreeStationAndThatIsRecorded() {
        csms.policies().freeVend(new StationId("CP-1"), true);

        assertThat(station.swipes("ANYBODY")).isEqualTo("Accepted");
        JsonNode start = station.starts("", 1_000, station.now());
        assertThat(verdict(start)).as("with the empty tag such stations send").isEqualTo("Accepted");
        assertThat(latest("CP-1").flags()).containsExactly(TransactionFlag.FREE_VEND);
        assertThat(elsewhere.swipes("ANYBODY")).isEqualTo("Invalid");
    }

    @Test
    void aBlockedCardIsBlockedAtAFreeSite() {
        csms.policies().freeVend(SiteId.DEFAULT, true);
        csms.withToken(new Token(IdToken.of("THIEF"), "", true, Optional.empty(), Optional.empty()));

        assertThat(station.swipes("THIEF")).isEqualTo("Blocked");
        assertThat(verdict(station.starts("THIEF", 1_000, station.now()))).isEqualTo("Blocked");
        assertThat(latest("CP-1").flags()).containsExactly(TransactionFlag.NOT_AUTHORIZED);
    }

    @Test
    void aMasterStopsAnybodyAndStartsNothing() {
        csms.withTokenSettings(TokenSettings.SHIPPED.masters("SERVICE", false))
                .withToken(inGroup("KEYRING", "SERVICE"));
        long number = station.starts(CARD, 1_000);

        assertThat(station.swipes("KEYRING")).isEqualTo("Accepted");
        assertThat(verdict(station.stops(number, "KEYRING", 2_000))).isEqualTo("Accepted");
        assertThat(latest("CP-1").flags()).isEmpty();
        assertThat(verdict(station.starts("KEYRING", 2_000, station.now()))).isEqualTo("Blocked");
        assertThat(latest("CP-1").flags()).containsExactly(TransactionFlag.NOT_AUTHORIZED);
    }

    @Test
    void aCardWithTheStationsSerialBehindItIsThatCard() {
        csms.withTokenSettings(TokenSettings.SHIPPED.suffixes("_"));

        assertThat(station.swipes(CARD + "_17619300")).isEqualTo("Accepted");
        long number = station.starts(CARD + "_17619300", 1_000);
        assertThat(verdict(station.stops(number, CARD.toLowerCase(Locale.ROOT), 2_000)))
                .isEqualTo("Accepted");
        assertThat(latest("CP-1").flags()).isEmpty();
        assertThat(latest("CP-1").idToken()).as("kept as it was sent").contains(IdToken.of(CARD + "_17619300"));
    }

    /** 14 characters of a card of 7 bytes, and the station's serial: longer than OCPP 1.6 §7.28 has it. */
    @Test
    void aCardOfSevenBytesWithTheStationsSerialBehindItIsThatCard() {
        csms.withTokenSettings(TokenSettings.SHIPPED.suffixes("_"));
        csms.withToken(new Token(IdToken.of("04A1B2C3D4E5F6"), "", false, Optional.empty(), Optional.empty()));

        assertThat(station.swipes("04A1B2C3D4E5F6_17619300")).isEqualTo("Accepted");
        assertThat(verdict(station.starts("04A1B2C3D4E5F6_17619300", 1_000, station.now())))
                .isEqualTo("Accepted");
        assertThat(latest("CP-1").flags()).isEmpty();
        assertThat(station.swipes("04A1B2C3D4E5F7_17619300")).as("another card").isEqualTo("Invalid");
    }

    @Test
    void aStartWhileTheRoamingPartnerIsAwayIsLetInByPolicyAndMarked() {
        csms.withTokenSettings(TokenSettings.SHIPPED.unreachable("accept")).withSource((at, token) -> {
            throw new IllegalStateException("no network");
        });

        assertThat(verdict(station.starts("ROAMING1", 1_000, station.now()))).isEqualTo("Accepted");
        assertThat(latest("CP-1").flags()).containsExactly(TransactionFlag.UNVERIFIED_TOKEN);
    }

    private Transaction latest(String at) {
        return csms.history()
                .page(Query.all(Scope.ALL).at(new StationId(at)), Page.Request.first(1))
                .items()
                .getFirst();
    }

    private void expiring(Duration after) {
        csms.withToken(new Token(
                IdToken.of("SOON"), "", false, Optional.of(station.now().plus(after)), Optional.empty()));
    }

    private static Token inGroup(String value, String group) {
        return new Token(IdToken.of(value), "", false, Optional.empty(), Optional.of(group));
    }
}

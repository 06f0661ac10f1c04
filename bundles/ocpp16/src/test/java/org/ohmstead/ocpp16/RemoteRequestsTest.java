package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.testkit.InMemoryCsms;
import org.ohmstead.testkit.TokenSettings;

/** Accepted only means accepted (OCPP 1.6 §5.11, §5.12): what follows a remote start or stop, and what does not. */
@Timeout(60)
class RemoteRequestsTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final String CARD = "04A1B2C3";
    private static final String OTHER = "04FFFFFF";
    /** As shipped, and the time for the message to arrive. */
    private static final Duration AWAITED = Duration.ofSeconds(135);

    private static final Duration STOP = Duration.ofSeconds(120);

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withToken(CARD).withToken(OTHER);
    private final ConfigurableStation station = new ConfigurableStation(csms, "CP-1");

    @BeforeEach
    void boots() {
        station.boots();
    }

    private RemoteControl remote() {
        return csms.stations().control(CP1).as(RemoteControl.class).orElseThrow();
    }

    private void asksToStart(Optional<EvseId> evse) {
        remote().startCharging(evse, IdToken.of(CARD), 1);
    }

    private void asksToStartAt(int evse) {
        asksToStart(Optional.of(new EvseId(evse)));
    }

    private List<RemoteStart> awaited() {
        return csms.history().remoteStarts(CP1);
    }

    private List<Facts.RemoteStartLapsed> lapsed() {
        return csms.journal().facts(Facts.RemoteStartLapsed.class);
    }

    private void timePasses(Duration time) {
        csms.clock().advance(time);
        csms.looksAtTheTime();
    }

    private long starts(int connector, String idTag) {
        return station.says("StartTransaction", """
                        {"connectorId":%d,"idTag":"%s","meterStart":1000,"timestamp":"%s"}""".formatted(
                                connector, idTag, csms.clock().instant()))
                .get("transactionId")
                .asLong();
    }

    private void stops(long number) {
        station.says("StopTransaction", """
                {"transactionId":%d,"meterStop":2000,"timestamp":"%s","reason":"Remote"}""".formatted(number, csms.clock().instant()));
    }

    private Transaction latest() {
        return csms.history()
                .page(Query.all(Scope.ALL), Page.Request.first(1))
                .items()
                .getFirst();
    }

    private Set<Doubt> doubts() {
        return csms.reviews().page(Reviews.Query.all(Scope.ALL), Page.Request.first(10)).items().stream()
                .findFirst()
                .map(Reviews.Review::doubts)
                .orElse(Set.of());
    }

    /** It is asked for in the background. */
    private void awaitTheStationsOwnTime(Instant askedAt) {
        Await.until(() -> !awaited().getFirst().due().isBefore(askedAt.plusSeconds(600)));
    }

    // ---- starts

    @Test
    void aStartThatFollowsIsAllThereIs() {
        asksToStartAt(1);
        assertThat(awaited()).hasSize(1);
        starts(1, CARD);
        assertThat(awaited()).isEmpty();
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
    }

    @Test
    void anAcceptedStartThatNothingFollowsIsToldOnce() {
        Instant askedAt = csms.clock().instant();
        asksToStartAt(1);
        timePasses(AWAITED.minusSeconds(1));
        assertThat(lapsed()).isEmpty();
        timePasses(Duration.ofSeconds(1));
        timePasses(Duration.ofHours(1));

        assertThat(lapsed())
                .containsExactly(new Facts.RemoteStartLapsed(
                        Optional.of(new EvseId(1)), Optional.of(IdToken.of(CARD)), 1, askedAt));
        assertThat(awaited())
                .singleElement()
                .satisfies(start -> assertThat(start.lapsedAt()).contains(askedAt.plus(AWAITED)));
        assertThat(csms.history().open(Scope.ALL)).isEmpty();
    }

    @Test
    void aStartThatComesLateClearsIt() {
        asksToStartAt(1);
        timePasses(AWAITED);
        assertThat(awaited()).hasSize(1);
        long number = starts(1, CARD);
        assertThat(awaited()).isEmpty();
        timePasses(Duration.ofMinutes(1));
        stops(number);
        csms.restart();

        assertThat(awaited()).isEmpty();
    }

    @Test
    void aStartOfAnotherCardOrElsewhereIsNotTheOne() {
        asksToStartAt(1);
        starts(1, OTHER);
        starts(2, CARD);
        timePasses(AWAITED);

        assertThat(lapsed()).hasSize(1);
    }

    @Test
    void whereTheStationMayChooseAnyConnectorWillDo() {
        asksToStart(Optional.empty());
        starts(2, CARD);
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
    }

    @Test
    void whatBeganBeforeItWasAskedForIsNotTheOne() {
        starts(1, CARD);
        csms.clock().advance(Duration.ofSeconds(1));
        asksToStartAt(1);
        timePasses(AWAITED);

        assertThat(lapsed()).hasSize(1);
    }

    /** Some stations start before they answer. */
    @Test
    void whatBeganBeforeTheAnswerIsTheOne() {
        station.beforeItAnswers = () -> starts(1, CARD);
        asksToStartAt(1);
        assertThat(awaited()).isEmpty();
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
    }

    @Test
    void aCardWithTheStationsSerialBehindItIsTheOne() {
        csms.withTokenSettings(TokenSettings.SHIPPED.suffixes("-"));
        asksToStartAt(1);
        starts(1, CARD + "-17651234");
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rejected", "Nonsense"})
    void ofAStartThatWasNotAcceptedNothingIsAwaited(String answer) {
        station.remoteAnswer = answer;
        asksToStartAt(1);
        assertThat(awaited()).isEmpty();
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
    }

    @Test
    void ofAStationThatIsAwayOrMuteNothingIsAwaited() {
        station.mute = true;
        asksToStartAt(1);
        station.goes();
        assertThat(remote().startCharging(Optional.empty(), IdToken.of(CARD), 2).kind())
                .isEqualTo(Outcome.Kind.OFFLINE);
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
    }

    @Test
    void theStationsOwnConnectionTimeOutCounts() {
        station.settings.put("ConnectionTimeOut", "600");
        Instant askedAt = csms.clock().instant();
        asksToStartAt(1);
        awaitTheStationsOwnTime(askedAt);
        assertThat(station.askedInBackground).containsExactly("GetConfiguration{\"key\":[\"ConnectionTimeOut\"]}");
        timePasses(Duration.ofSeconds(614));
        assertThat(lapsed()).isEmpty();
        timePasses(Duration.ofSeconds(1));

        assertThat(lapsed()).hasSize(1);
    }

    @Test
    void itsOwnConnectionTimeOutIsAskedForOnce() {
        station.settings.put("ConnectionTimeOut", "600");
        asksToStartAt(1);
        Instant askedAt = csms.clock().instant();
        awaitTheStationsOwnTime(askedAt);
        remote().startCharging(Optional.of(new EvseId(2)), IdToken.of(CARD), 2);

        assertThat(awaited()).extracting(RemoteStart::due).containsOnly(askedAt.plusSeconds(615));
        assertThat(station.askedInBackground).hasSize(1);
    }

    @Test
    void whatItTellsLateBringsNothingBack() {
        asksToStartAt(1);
        starts(1, CARD);
        csms.transactions().startPatience(CP1, 1, Duration.ofMinutes(10));
        timePasses(AWAITED);
        csms.transactions().startPatience(CP1, 1, Duration.ofMinutes(10));
        csms.restart();
        assertThat(awaited()).isEmpty();

        csms.transactions().startPatience(CP1, 99, Duration.ofMinutes(10));
        assertThat(awaited()).isEmpty();
    }

    @Test
    void whatItTellsLateDoesNotReviveOneThatWasGivenUpOrReplaced() {
        asksToStartAt(1);
        timePasses(AWAITED);
        List<RemoteStart> givenUp = awaited();
        csms.transactions().startPatience(CP1, 1, Duration.ofMinutes(10));
        assertThat(awaited()).isEqualTo(givenUp);

        remote().startCharging(Optional.of(new EvseId(1)), IdToken.of(CARD), 2);
        List<RemoteStart> last = awaited();
        csms.transactions().startPatience(CP1, 1, Duration.ofMinutes(10));
        assertThat(awaited()).isEqualTo(last);
        csms.restart();
        assertThat(awaited()).isEqualTo(last);
    }

    @Test
    void anEvseThatIsCalledOtherwiseFromABootOnIsAwaitedUnderItsNewName() {
        asksToStartAt(2);
        csms.withTopology("Acme", "1,2");
        station.boots();
        assertThat(awaited()).extracting(RemoteStart::evse).containsExactly(Optional.of(new EvseId(1)));
        csms.restart();
        station.connects();
        assertThat(awaited()).extracting(RemoteStart::evse).containsExactly(Optional.of(new EvseId(1)));
        starts(2, CARD);
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
    }

    @Test
    void whatBeganUnderTheOldNamesIsNotAwaitedUnderTheNewOnes() {
        asksToStartAt(2);
        stops(starts(2, CARD));
        csms.clock().advance(Duration.ofSeconds(1));
        remote().startCharging(Optional.empty(), IdToken.of(CARD), 2);
        csms.withTopology("Acme", "1,2");
        station.boots();
        csms.restart();

        assertThat(awaited()).extracting(RemoteStart::remoteStartId).containsExactly(2);
    }

    @Test
    void ofAStationThatWasRemovedNothingIsAwaitedAndNothingTold() {
        asksToStartAt(1);
        csms.register().remove(CP1);
        assertThat(awaited()).isEmpty();
        csms.withStation("CP-1");
        timePasses(Duration.ofHours(1));
        csms.restart();
        timePasses(Duration.ofHours(1));

        assertThat(awaited()).isEmpty();
        assertThat(lapsed()).isEmpty();
    }

    @Test
    void whatAStationAcceptsWhileItIsRemovedIsAwaitedByNobody() {
        station.beforeItAnswers = () -> csms.register().remove(CP1);
        asksToStartAt(1);
        csms.withStation("CP-1");
        assertThat(awaited()).isEmpty();
        timePasses(Duration.ofHours(1));
        csms.restart();
        timePasses(Duration.ofHours(1));

        assertThat(awaited()).isEmpty();
        assertThat(lapsed()).isEmpty();
    }

    @Test
    void whatIsAwaitedSurvivesARestartOfTheServer() {
        asksToStartAt(1);
        csms.restart();
        assertThat(awaited()).hasSize(1);
        station.connects();
        timePasses(AWAITED);
        assertThat(lapsed()).hasSize(1);
        csms.restart();
        timePasses(Duration.ofMinutes(1));

        assertThat(lapsed()).hasSize(1);
        assertThat(awaited())
                .singleElement()
                .satisfies(start -> assertThat(start.lapsedAt()).isPresent());
    }

    @Test
    void aStartThatWasStoredBeforeTheServerRestartedCounts() {
        asksToStartAt(1);
        stops(starts(1, CARD));
        csms.restart();
        station.connects();
        timePasses(AWAITED);

        assertThat(lapsed()).isEmpty();
        assertThat(awaited()).isEmpty();
    }

    @Test
    void whileTheStationIsAwayItsQueueIsWaitedFor() {
        asksToStartAt(1);
        station.goes();
        timePasses(AWAITED);
        assertThat(lapsed()).isEmpty();
        timePasses(Duration.ofMinutes(10));

        assertThat(lapsed()).hasSize(1);
    }

    @Test
    void askedAgainForTheSameOnlyTheLastIsAwaited() {
        asksToStartAt(1);
        timePasses(AWAITED);
        remote().startCharging(Optional.of(new EvseId(1)), IdToken.of(CARD), 2);

        assertThat(awaited()).singleElement().satisfies(start -> {
            assertThat(start.remoteStartId()).isEqualTo(2);
            assertThat(start.lapsedAt()).isEmpty();
        });
    }

    @Test
    void whatLapsedIsShownForADay() {
        asksToStartAt(1);
        timePasses(AWAITED);
        timePasses(Duration.ofHours(23));
        assertThat(awaited()).hasSize(1);
        timePasses(Duration.ofHours(1));

        assertThat(awaited()).isEmpty();
    }

    @Test
    void ofOneStationOnlySoManyAreAwaited() {
        for (int evse = 1; evse <= 40; evse++) {
            asksToStart(evse);
        }

        assertThat(awaited()).hasSize(16).last().returns(40, RemoteStart::remoteStartId);
    }

    @Test
    void oneThatIsWaitedForOtherwiseOrElsewhereStaysTheOldest() {
        for (int evse = 1; evse <= 16; evse++) {
            asksToStart(evse);
        }
        csms.transactions().startPatience(CP1, 1, Duration.ofMinutes(10));
        assertThat(awaited()).first().returns(1, RemoteStart::remoteStartId);
        csms.withTopology("Acme", "20,21");
        station.boots();
        assertThat(awaited()).first().returns(1, RemoteStart::remoteStartId);
        asksToStart(30);

        assertThat(awaited()).hasSize(16).first().returns(2, RemoteStart::remoteStartId);
    }

    @Test
    void oneThatLapsedStaysTheOldest() {
        asksToStart(1);
        csms.clock().advance(Duration.ofSeconds(1));
        asksToStart(2);
        timePasses(AWAITED.minusSeconds(1));

        assertThat(lapsed()).hasSize(1);
        assertThat(awaited()).extracting(RemoteStart::remoteStartId).containsExactly(1, 2);
    }

    private void asksToStart(int evse) {
        remote().startCharging(Optional.of(new EvseId(evse)), IdToken.of(CARD), evse);
    }

    // ---- stops

    @Test
    void anEndThatFollowsIsAllThereIs() {
        long number = starts(1, CARD);
        remote().stopCharging(Long.toString(number));
        csms.clock().advance(Duration.ofSeconds(5));
        stops(number);
        timePasses(STOP);

        assertThat(latest().flags()).isEmpty();
        assertThat(doubts()).isEmpty();
    }

    @Test
    void anAcceptedStopAfterWhichItGoesOnIsPutBeforeAPerson() {
        long number = starts(1, CARD);
        csms.clock().advance(STOP);
        remote().stopCharging(Long.toString(number));
        timePasses(STOP.minusSeconds(1));
        assertThat(doubts()).isEmpty();
        timePasses(Duration.ofSeconds(1));
        timePasses(Duration.ofHours(1));

        assertThat(latest().open()).isTrue();
        assertThat(latest().flags()).containsExactly(TransactionFlag.STOP_IGNORED);
        assertThat(doubts()).containsExactly(Doubt.STOP_IGNORED);
        assertThat(csms.reviews().dossier(latest().id()).orElseThrow().evidence())
                .extracting(Evidence::kind)
                .contains(Evidence.Kind.STOP_ACCEPTED);
        assertThat(csms.journal().facts(Facts.TransactionFlagged.class)).hasSize(1);
        assertThat(station.asked).noneMatch(call -> call.startsWith("Reset"));
    }

    @Test
    void whatIsMeteredMeanwhileDoesNotTakeItBack() {
        long number = starts(1, CARD);
        remote().stopCharging(Long.toString(number));
        csms.clock().advance(Duration.ofSeconds(30));
        station.says("MeterValues", """
                {"connectorId":1,"transactionId":%d,"meterValue":[{"timestamp":"%s","sampledValue":[{"value":"1500"}]}]}""".formatted(number, csms.clock().instant()));
        timePasses(STOP);

        assertThat(doubts()).containsExactly(Doubt.STOP_IGNORED);
    }

    @Test
    void anEndThatComesLateTakesItOutOfTheInbox() {
        long number = starts(1, CARD);
        csms.clock().advance(STOP);
        remote().stopCharging(Long.toString(number));
        timePasses(STOP);
        stops(number);

        assertThat(doubts()).isEmpty();
        assertThat(latest().open()).isFalse();
    }

    @Test
    void anAcceptedStopIsRememberedOverARestartOfTheServer() {
        long number = starts(1, CARD);
        csms.clock().advance(STOP);
        remote().stopCharging(Long.toString(number));
        csms.restart();
        station.connects();
        timePasses(STOP);

        assertThat(doubts()).containsExactly(Doubt.STOP_IGNORED);
    }

    @Test
    void aStationThatWentAwayMayHaveTheStopInItsQueue() {
        long number = starts(1, CARD);
        remote().stopCharging(Long.toString(number));
        station.comesBack();
        timePasses(STOP.minusSeconds(1));
        assertThat(doubts()).isEmpty();
        timePasses(Duration.ofSeconds(1));

        assertThat(doubts()).containsExactly(Doubt.STOP_IGNORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rejected", "Nonsense"})
    void ofAStopThatWasNotAcceptedNothingIsAwaited(String answer) {
        station.remoteAnswer = answer;
        long number = starts(1, CARD);
        remote().stopCharging(Long.toString(number));
        timePasses(STOP.multipliedBy(2));

        assertThat(doubts()).isEmpty();
    }

    @Test
    void anotherTransactionIsNotHeldForIt() {
        long number = starts(1, CARD);
        long bystander = starts(2, OTHER);
        remote().stopCharging(Long.toString(number));
        remote().stopCharging("99");
        stops(number);
        timePasses(STOP.multipliedBy(2));

        assertThat(csms.history().open(Scope.ALL)).singleElement().satisfies(open -> {
            assertThat(open.stationTransactionId()).isEqualTo(Long.toString(bystander));
            assertThat(open.flags()).isEmpty();
        });
    }

    @Test
    void anAcceptedStopAloneEndsNothing() {
        long number = starts(1, CARD);
        remote().stopCharging(Long.toString(number));
        timePasses(Duration.ofHours(71));

        assertThat(latest().open()).isTrue();
    }
}

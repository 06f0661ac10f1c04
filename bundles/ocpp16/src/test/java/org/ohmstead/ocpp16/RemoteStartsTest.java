package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.Scope;
import org.ohmstead.authorization.TokenSettings;

/** What follows a remote start that was accepted, and what does not (OCPP 1.6 §5.11). */
@Timeout(60)
class RemoteStartsTest extends RemoteRequests {

    /** As shipped, and the time for the message to arrive. */
    private static final Duration AWAITED = Duration.ofSeconds(135);

    private void asksToStartAt(int evse) {
        asksToStart(Optional.of(new EvseId(evse)));
    }

    private List<RemoteStart> awaited() {
        return csms.history().remoteStarts(CP1);
    }

    private List<Facts.RemoteStartLapsed> lapsed() {
        return csms.journal().facts(Facts.RemoteStartLapsed.class);
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
}

package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Doubt;
import org.ohmstead.api.model.Evidence;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;

/** What follows a remote stop that was accepted, and what does not (OCPP 1.6 §5.12). */
@Timeout(60)
class RemoteStopsTest extends RemoteRequests {

    private static final Duration STOP = Duration.ofSeconds(120);

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

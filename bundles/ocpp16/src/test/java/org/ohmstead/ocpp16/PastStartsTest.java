package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;
import static org.ohmstead.ocpp16.ScriptedStation.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.authorization.TokenSettings;
import org.ohmstead.testkit.InMemoryCsms;

/** Stations that report what begins now before they deliver what they stored while they were offline. */
class PastStartsTest {

    private static final String CARD = "04A1B2C3";
    private static final String EARLIER = "04EA711E";

    private final InMemoryCsms csms =
            new InMemoryCsms().withStation("CP-1").withToken(CARD).withToken(EARLIER);
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");

    private Instant then;
    private long running;

    /** Three hours offline, of which the queue still waits; then somebody charges. */
    @BeforeEach
    void comesBackAndCharges() {
        shows(Duration.ZERO);
        station.waits(Duration.ofHours(3));
        then = station.now().minus(Duration.ofHours(2));
        running = number(station.starts(CARD, 5_000, station.now()));
        station.waits(Duration.ofMinutes(5));
    }

    private void shows(Duration ahead) {
        station.says(
                "StatusNotification",
                "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\",\"timestamp\":\"%s\"}"
                        .formatted(station.now().plus(ahead)));
    }

    private Transaction transaction(long number) {
        List<Transaction> all = csms.history()
                .page(Query.all(Scope.ALL), Page.Request.first(100))
                .items();
        return all.stream()
                .filter(known -> known.stationTransactionId().equals(Long.toString(number)))
                .findFirst()
                .orElseThrow();
    }

    private long count() {
        return csms.history().count(Query.all(Scope.ALL));
    }

    private long past() {
        return number(station.starts(EARLIER, 1_000, then));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsPastAndWhatRunsGoesOn(boolean crash) {
        long past = past();
        if (crash) {
            csms.restart();
        }

        assertThat(transaction(running).open()).isTrue();
        assertThat(transaction(past).open()).isFalse();
        assertThat(transaction(past).ending().orElseThrow().estimated()).isTrue();
        assertThat(transaction(past).endedAt()).contains(transaction(running).begunAt());
        assertThat(transaction(past).energy()).isEmpty();
        assertThat(transaction(past).flags()).containsExactly(TransactionFlag.SUPERSEDED);

        station.stops(past, EARLIER, 3_000, then.plusSeconds(3_600));

        assertThat(transaction(past).ending().orElseThrow().estimated()).isFalse();
        assertThat(transaction(past).begunAt()).isEqualTo(then);
        assertThat(transaction(past).endedAt()).contains(then.plusSeconds(3_600));
        assertThat(transaction(past).energy()).contains(Energy.ofWattHours(2_000));

        station.stops(running, CARD, 6_000, station.now());
        assertThat(transaction(running).energy()).contains(Energy.ofWattHours(1_000));
        assertThat(transaction(running).ending().orElseThrow().estimated()).isFalse();
        assertThat(csms.journal().facts(Facts.TransactionEnded.class)).hasSize(3);
    }

    @Test
    void itsCardIsJudgedAndToldItsVerdict() {
        assertThat(verdict(station.starts(EARLIER, 1_000, then))).isEqualTo("Accepted");
        assertThat(verdict(station.starts("GHOST", 1_000, then.plusSeconds(60))))
                .isEqualTo("Invalid");
        assertThat(transaction(running).open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toldAgainItGetsTheSameNumber(boolean crash) {
        long past = past();
        if (crash) {
            csms.restart();
        }
        assertThat(past()).isEqualTo(past);

        station.stops(past, EARLIER, 1_000, then.plusSeconds(3_600)); // nothing was delivered
        assertThat(past()).isEqualTo(past);
        station.stops(past, EARLIER, 1_000, then.plusSeconds(3_600));

        assertThat(count()).isEqualTo(2);
        assertThat(transaction(past).flags()).containsExactly(TransactionFlag.SUPERSEDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toldAgainWhenTheOtherIsOverItGetsTheSameNumber(boolean crash) {
        long past = past();
        station.stops(running, CARD, 6_000, station.now());
        if (crash) {
            csms.restart();
        }

        assertThat(past()).isEqualTo(past);
        assertThat(csms.history().open(Scope.ALL)).isEmpty();
    }

    @Test
    void twoThatWaitedAreBothPast() {
        long first = past();
        station.stops(first, EARLIER, 2_000, then.plusSeconds(600));
        long second = number(station.starts(EARLIER, 2_000, then.plusSeconds(900)));
        station.stops(second, EARLIER, 2_500, then.plusSeconds(1_800));

        assertThat(List.of(first, second, running)).doesNotHaveDuplicates();
        assertThat(transaction(first).energy()).contains(Energy.ofWattHours(1_000));
        assertThat(transaction(second).energy()).contains(Energy.ofWattHours(500));
        assertThat(csms.history().open(Scope.ALL))
                .extracting(Transaction::stationTransactionId)
                .containsExactly(Long.toString(running));
    }

    @Test
    void itsReadingsAreItsOwnAndReopenNothing() {
        long past = past();
        station.meters(past, 1_800, then.plusSeconds(1_200));

        assertThat(transaction(past).open()).isFalse();
        assertThat(transaction(past).flags()).containsExactly(TransactionFlag.SUPERSEDED);
        assertThat(transaction(running).open()).isTrue();
    }

    @Test
    void itWaitsForAPersonUntilItsStopComes() {
        long past = past();
        assertThat(csms.reviews()
                        .dossier(transaction(past).id())
                        .orElseThrow()
                        .review()
                        .doubts())
                .isNotEmpty();

        station.stops(past, EARLIER, 3_000, then.plusSeconds(3_600));
        assertThat(csms.reviews()
                        .dossier(transaction(past).id())
                        .orElseThrow()
                        .review()
                        .doubts())
                .isEmpty();
    }

    @Test
    void aRegisterHigherThanThatOfWhatRunsIsOfANewTransaction() {
        long next = number(station.starts(EARLIER, 7_000, then));

        assertThat(transaction(next).open()).isTrue();
        assertThat(transaction(running).flags()).contains(TransactionFlag.SUPERSEDED);
    }

    @Test
    void aTimeNobodyCanBelieveMakesNothingPast() {
        long next = number(station.starts(EARLIER, 1_000, Instant.parse("2014-01-01T00:00:00Z")));

        assertThat(transaction(next).open()).isTrue();
        assertThat(transaction(running).open()).isFalse();
    }

    @Test
    void aStartOfJustNowIsNotPastBecauseOfSecondsOfTheClock() {
        long next = number(station.starts(EARLIER, 5_000, station.now().minusSeconds(1)));

        assertThat(transaction(next).open()).isTrue();
        assertThat(transaction(running).open()).isFalse();
    }

    @Test
    void aStartThatWaitedButIsNewerThanWhatRunsSupersedesIt() {
        station.waits(Duration.ofHours(1));
        long next = number(station.starts(EARLIER, 5_500, station.now().minus(Duration.ofMinutes(30))));

        assertThat(transaction(next).open()).isTrue();
        assertThat(transaction(running).endedAt()).contains(transaction(next).begunAt());
    }

    @Test
    void aCardThatChargesElsewhereByNowIsNotOneTooManyInThePast() {
        csms.withTokenSettings(TokenSettings.SHIPPED.atOnce(1));
        csms.withStation("CP-2");
        ScriptedStation other = new ScriptedStation(csms, "CP-2");
        assertThat(verdict(other.starts(EARLIER, 1_000, other.now()))).isEqualTo("Accepted");

        long past = past();

        assertThat(transaction(past).verdict().name()).isEqualTo("ACCEPTED");
        assertThat(transaction(past).flags()).containsExactly(TransactionFlag.SUPERSEDED);
    }
}

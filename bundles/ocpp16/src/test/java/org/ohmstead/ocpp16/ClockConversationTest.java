package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.ocpp16.ScriptedStation.number;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.model.BelievedTime.How;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.testkit.InMemoryCsms;

/** Stations whose clocks lie: what they say is kept, what is believed stands beside it. */
class ClockConversationTest {

    private static final String CARD = "04A1B2C3";
    private static final Duration DAY = Duration.ofDays(1);

    private final InMemoryCsms csms = new InMemoryCsms().withStation("CP-1").withToken(CARD);
    private final ScriptedStation station = new ScriptedStation(csms, "CP-1");

    /** Says Available by a clock that is so far ahead. */
    private void shows(Duration ahead) {
        station.says(
                "StatusNotification",
                "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\",\"timestamp\":\"%s\"}"
                        .formatted(station.now().plus(ahead)));
    }

    private Transaction session(Instant start, Instant stop) {
        long number = number(station.starts(CARD, 1_000, start));
        station.stops(number, CARD, 2_000, stop);
        return latest();
    }

    private Transaction latest() {
        return csms.history()
                .page(Query.all(Scope.ALL), Page.Request.first(1))
                .items()
                .getFirst();
    }

    private static Duration lasted(Transaction transaction) {
        return Duration.between(transaction.begunAt(), transaction.endedAt().orElseThrow());
    }

    @Test
    void aRightClockIsBelievedAfterThreeDaysOffline() {
        shows(Duration.ZERO);
        Instant start = station.now().plusSeconds(600);
        station.waits(DAY.multipliedBy(3));
        Transaction transaction = session(start, start.plusSeconds(3_600));

        assertThat(transaction.believedStart().orElseThrow().how()).isEqualTo(How.STATION);
        assertThat(transaction.begunAt()).isEqualTo(start);
        assertThat(lasted(transaction)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatHappenedDaysAgoIsNotOfToday() {
        shows(Duration.ZERO);
        Instant start = station.now().plusSeconds(600);
        station.waits(DAY.multipliedBy(3));
        session(start, start.plusSeconds(3_600));

        assertThat(csms.history().totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(0));
        csms.restart();
        assertThat(csms.history().totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(0));
    }

    @Test
    void aClockThatIsAheadIsCorrectedAfterThreeDaysOfflineAndItsWordsAreKept() {
        shows(Duration.ofMinutes(70));
        Instant start = station.now().plusSeconds(600);
        station.waits(DAY.multipliedBy(3));
        Transaction transaction = session(
                start.plus(Duration.ofMinutes(70)), start.plusSeconds(3_600).plus(Duration.ofMinutes(70)));

        assertThat(transaction.startedAt()).isEqualTo(start.plus(Duration.ofMinutes(70)));
        assertThat(transaction.begunAt()).isEqualTo(start);
        assertThat(lasted(transaction)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aClockIsStillKnownAfterTheServerCrashedInMidSession() {
        Duration behind = Duration.ofMinutes(-70);
        shows(behind);
        station.waits(Duration.ofMinutes(1));
        shows(behind);
        Instant start = station.now().plusSeconds(600);
        station.waits(Duration.ofHours(2));
        long number = number(station.starts(CARD, 1_000, start.plus(behind)));
        csms.restart();
        station.stops(number, CARD, 2_000, start.plusSeconds(3_600).plus(behind));

        assertThat(latest().begunAt()).isEqualTo(start);
        assertThat(latest().endedAt()).contains(start.plusSeconds(3_600));
        assertThat(latest().startedAt()).isEqualTo(start.plus(behind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:05:00Z", "2014-01-01T00:05:00Z"})
    void aClockSetInMidSessionMakesNoSessionOfYears(String shown) {
        Instant factory = Instant.parse(shown);
        shows(Duration.between(station.now(), factory));
        Instant begun = station.now();
        long number = number(station.starts(CARD, 1_000, factory));
        station.waits(Duration.ofMinutes(30));
        shows(Duration.ZERO); // NTP
        station.waits(Duration.ofMinutes(30));
        station.stops(number, CARD, 2_000, station.now());

        assertThat(latest().startedAt()).isEqualTo(factory);
        assertThat(latest().begunAt()).isEqualTo(begun);
        assertThat(lasted(latest())).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:05:00Z", "2014-01-01T00:05:00Z", "2099-01-01T00:00:00Z"})
    void aTimeNobodyCanKnowIsTheOneWeHeardOfItAndSaysSo(String shown) {
        shows(Duration.ZERO);
        Transaction transaction =
                session(Instant.parse(shown), Instant.parse(shown).plusSeconds(60));

        assertThat(transaction.believedStart().orElseThrow().how()).isEqualTo(How.UNKNOWN);
        assertThat(transaction.begunAt()).isEqualTo(station.now());
        assertThat(transaction.startedAt()).isEqualTo(Instant.parse(shown));
    }

    @Test
    void aClockSetBackInMidSessionMakesNoEndBeforeTheStart() {
        shows(Duration.ofHours(2));
        long number = number(station.starts(CARD, 1_000, station.now().plus(Duration.ofHours(2))));
        station.waits(Duration.ofMinutes(30));
        shows(Duration.ZERO);
        station.waits(Duration.ofMinutes(30));
        station.stops(number, CARD, 2_000, station.now());

        assertThat(latest().endedAt().orElseThrow()).isEqualTo(station.now());
        assertThat(lasted(latest())).isEqualTo(Duration.ofHours(1));
    }
}

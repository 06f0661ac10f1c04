package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.transactions.Scene.CP1;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.idOf;
import static org.ohmstead.transactions.Scene.sample;
import static org.ohmstead.transactions.Scene.second;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.TransactionHistory.Totals;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Power;
import org.ohmstead.api.model.Sample;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.TransactionEvent.Details;
import org.ohmstead.api.model.TransactionEvent.Updated;

class TotalsTest {

    private static final Instant EVENING = Instant.parse("2026-11-22T23:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-23T06:00:00Z");

    private final Scene scene = new Scene();

    @BeforeEach
    void isConnected() {
        scene.service.stationConnected(CP1, T0);
    }

    @Test
    void whatRunsAndWhatEndedTodayIsCounted() {
        Start one = scene.starts(1, T0, 1_000);
        Start two = scene.starts(2, T0, 5_000);
        powers(one, second(60), "7200");
        scene.meters(one, second(90), "1500");
        scene.ends(two, second(100), 5_700);

        assertThat(totals()).isEqualTo(new Totals(1, new Power(7_200), Energy.ofWattHours(1_200)));
    }

    @Test
    void thatAnEarlierConnectionWentIsToldLateAndUndoesNothing() {
        powers(scene.starts(1, T0, 1_000), second(60), "7200");
        scene.service.stationConnected(CP1, second(90));
        scene.service.stationDisconnected(CP1, second(89));
        assertThat(totals().power()).isEqualTo(new Power(7_200));

        scene.service.stationDisconnected(CP1, second(95));
        assertThat(totals().power()).isEqualTo(new Power(0));
    }

    @Test
    void aStationThatWasNotRemovedAfterAllIsStillConnected() {
        scene.service.stationRemoved(CP1);
        powers(scene.starts(1, T0, 1_000), second(60), "7200");

        assertThat(totals().power()).isEqualTo(new Power(7_200));
    }

    @Test
    void whatWasCountedIsCountedTheSameAfterARestart() {
        Start one = scene.starts(1, T0, 1_000);
        Start two = scene.starts(2, T0, 5_000);
        scene.meters(one, second(90), "1500");
        scene.ends(two, second(100), 5_700);
        Totals before = totals();

        scene.restart();

        assertThat(totals()).isEqualTo(before);
    }

    @Test
    void aDayBeginsAtMidnightOfTheDefaultSite() {
        Start start = scene.starts(1, EVENING, 1_000);
        scene.meters(start, MIDNIGHT.minusSeconds(60), "4000");
        scene.now = EVENING.plusSeconds(3_000);
        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(3_000));

        scene.now = MORNING;
        assertThat(totals().energyToday()).as("nothing told yet today").isEqualTo(Energy.ofWattHours(0));
        scene.meters(start, MORNING, "4500");
        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(500));
        scene.restart();
        assertThat(totals().energyToday()).as("after a restart").isEqualTo(Energy.ofWattHours(500));
        scene.ends(start, MORNING.plusSeconds(60), 4_800);
        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(800));
        scene.restart();
        assertThat(totals())
                .as("after another restart")
                .isEqualTo(new Totals(0, new Power(0), Energy.ofWattHours(800)));
    }

    @Test
    void midnightIsWhereTheSiteIs() {
        scene.memory.moveTo(ZoneId.of("Europe/Berlin"));
        scene.now = EVENING;
        scene.restart();
        Start start = scene.starts(1, EVENING.minusSeconds(600), 1_000); // 23:50 in Berlin
        scene.meters(start, EVENING.minusSeconds(60), "2000");
        scene.meters(start, EVENING.plusSeconds(60), "2100");

        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(100));
    }

    @Test
    void aWrongReadingIsForgottenWithTheNextRightOne() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(60), "2147483647");
        scene.meters(start, second(120), "1500");

        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(500));
    }

    @Test
    void aPowerNoChargerHasIsNotCounted() {
        Start start = scene.starts(1, T0, 1_000);
        powers(start, second(60), "7200");
        powers(start, second(120), "9000000000");

        assertThat(totals().power()).isEqualTo(new Power(7_200));
        assertThat(scene.readings(start)
                        .getLast()
                        .meterValue()
                        .samples()
                        .getFirst()
                        .value())
                .as("kept as it was sent")
                .isEqualTo("9000000000");
        assertThat(scene.service.latest(start.transaction().id()).orElseThrow().power())
                .isEmpty();
    }

    @Test
    void ofAStationThatIsAwayTheEnergyCountsAndThePowerDoesNot() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(60), "1500");
        powers(start, second(90), "7200");
        scene.service.stationDisconnected(CP1, second(100));
        assertThat(totals()).isEqualTo(new Totals(1, new Power(0), Energy.ofWattHours(500)));

        scene.service.stationConnected(CP1, second(110));
        assertThat(totals().power()).as("it is back").isEqualTo(new Power(7_200));
    }

    @Test
    void afterARestartPowerCountsOnceTheStationIsBack() {
        powers(scene.starts(1, T0, 1_000), second(90), "7200");
        scene.restart();
        assertThat(totals().power()).isEqualTo(new Power(0));

        scene.service.stationConnected(CP1, second(110));
        assertThat(totals().power()).isEqualTo(new Power(7_200));
    }

    @Test
    void aPowerOfLongAgoIsNotPowerNow() {
        powers(scene.starts(1, T0, 1_000), second(60), "7200");
        scene.now = second(60 + 20 * 60);
        assertThat(totals().power()).isEqualTo(new Power(7_200));

        scene.now = second(61 + 20 * 60);
        assertThat(totals().power()).isEqualTo(new Power(0));
    }

    @Test
    void aRealEndCorrectsTheEstimatedOne() {
        Start old = scene.starts(1, T0, 1_000);
        scene.starts(1, second(600), 2_000);
        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(1_000));

        scene.ends(old, second(550), 1_900);

        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(900));
    }

    @Test
    void aStopToldTwiceIsCountedOnce() {
        Start start = scene.starts(1, T0, 1_000);
        scene.ends(start, second(600), 2_000);
        scene.ends(start, second(600), 2_000);

        assertThat(totals().energyToday()).isEqualTo(Energy.ofWattHours(1_000));
    }

    @Test
    void otherSitesAreNotCounted() {
        scene.starts(1, T0, 1_000);
        Scope elsewhere = new Scope(Optional.of(Set.of(new SiteId("elsewhere"))));

        assertThat(scene.service.totals(elsewhere)).isEqualTo(new Totals(0, new Power(0), new Energy(0)));
        assertThat(scene.service.open(elsewhere)).isEmpty();
    }

    private Totals totals() {
        if (scene.now.equals(T0)) {
            scene.now = second(700);
        }
        return scene.service.totals(Scope.ALL);
    }

    private void powers(Start start, Instant at, String watts) {
        scene.service.updated(new Updated(
                CP1,
                Connector.of(1),
                idOf(start),
                at,
                at,
                List.of(new MeterValue(at, List.of(sample(Sample.POWER_IMPORT, watts, "W", "")))),
                Details.NONE));
    }
}

package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.transactions.Scene.CP1;
import static org.ohmstead.transactions.Scene.CP2;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.idOf;
import static org.ohmstead.transactions.Scene.meterValue;
import static org.ohmstead.transactions.Scene.second;
import static org.ohmstead.transactions.Scene.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.TransactionHistory.LiveReading;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.MeterValue;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionEvent.Details;
import org.ohmstead.api.model.TransactionEvent.Updated;
import org.ohmstead.api.model.TransactionFlag;

class ReadingsTest {

    private final Scene scene = new Scene();

    @Test
    void theLatestReadingIsInMemory() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(60), "1500");

        assertThat(scene.service.latest(start.transaction().id()).orElseThrow().energy())
                .contains(Energy.ofWattHours(1_500));
        assertThat(scene.find(start).energy()).contains(Energy.ofWattHours(500));
        assertThat(scene.find(start).latest())
                .isEqualTo(scene.memory
                        .find(start.transaction().id())
                        .orElseThrow()
                        .latest());
    }

    @Test
    void aRepeatedReadingIsStoredOnceAndShownOnce() throws Exception {
        Start start = scene.starts(1, T0, 1_000);
        List<LiveReading> seen = new ArrayList<>();
        AutoCloseable tap = scene.service.watch(seen::add);
        scene.meters(start, second(60), "1500");
        scene.meters(start, second(60), "1500");
        tap.close();
        scene.meters(start, second(120), "1600");

        assertThat(scene.readings(start)).hasSize(2);
        assertThat(seen).singleElement().satisfies(live -> {
            assertThat(live.transaction()).contains(start.transaction().id());
            assertThat(live.station()).isEqualTo(CP1);
        });
    }

    @Test
    void aViewerThatFailsHarmsNobody() {
        Start start = scene.starts(1, T0, 1_000);
        List<LiveReading> seen = new ArrayList<>();
        scene.service.watch(live -> {
            throw new IllegalStateException("broken screen");
        });
        scene.service.watch(seen::add);
        scene.meters(start, second(60), "1500");

        assertThat(seen).hasSize(1);
        assertThat(scene.readings(start)).hasSize(1);
    }

    @Test
    void readingsOfAnUnknownTransactionAreKeptWithTheConnectorAndNotedOnce() {
        scene.service.updated(update(CP1, 2, "0", second(60), "1500"));
        scene.service.updated(update(CP1, 2, "0", second(120), "1600"));

        assertThat(scene.memory.readingsOutside(CP1, Connector.of(2))).hasSize(2);
        assertThat(scene.facts(Facts.TransactionUnmatched.class))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.reported()).isEqualTo("Updated");
                    assertThat(fact.register()).contains(Energy.ofWattHours(1_500));
                });
    }

    @Test
    void readingsNeverReachAnotherStationsTransaction() {
        Start start = scene.starts(1, T0, 1_000);
        scene.service.updated(update(CP2, 1, idOf(start), second(60), "9999"));

        assertThat(scene.readings(start)).isEmpty();
        assertThat(scene.find(start)).isEqualTo(start.transaction());
        assertThat(scene.memory.readingsOutside(CP2, Connector.of(1))).hasSize(1);
    }

    @Test
    void readingsAfterTheEndAreKeptAndFlagged() {
        Start start = scene.starts(1, T0, 1_000);
        scene.ends(start, second(600), 3_000);
        scene.meters(start, second(605), "3001");

        Transaction after = scene.find(start);
        assertThat(scene.readings(start)).hasSize(1);
        assertThat(after.flags()).containsExactly(TransactionFlag.READING_AFTER_END);
        assertThat(after.energy()).as("five seconds late").contains(Energy.ofWattHours(2_001));
    }

    @Test
    void readingsAfterTheEndAreRecognisedAfterTheServerRestarted() {
        Start start = scene.starts(1, T0, 1_000);
        scene.ends(start, second(600), 3_000);
        scene.restart();
        scene.meters(start, second(605), "3001");

        assertThat(scene.find(start).flags()).containsExactly(TransactionFlag.READING_AFTER_END);
    }

    @Test
    void aMeterThatRunsBackwardsIsFlaggedOnce() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(60), "1500");
        scene.meters(start, second(120), "1400");
        scene.meters(start, second(180), "1300");

        assertThat(scene.find(start).flags()).containsExactly(TransactionFlag.METER_BACKWARDS);
        assertThat(scene.facts(Facts.TransactionFlagged.class)).hasSize(1);
        assertThat(scene.readings(start)).hasSize(3);
    }

    @Test
    void aReadingThatComesLateIsNoMeterRunningBackwards() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(120), "1600");
        scene.meters(start, second(60), "1500");

        assertThat(scene.find(start).flags()).isEmpty();
    }

    @Test
    void aReadingBelowTheStartIsAMeterRunningBackwards() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(60), "10");

        assertThat(scene.find(start).flags()).containsExactly(TransactionFlag.METER_BACKWARDS);
    }

    @Test
    void aReadingFromAnotherConnectorBelongsToItsTransactionAndIsFlagged() {
        Start start = scene.starts(1, T0, 1_000);
        scene.service.updated(update(CP1, 2, idOf(start), second(60), "1500"));

        assertThat(scene.readings(start)).hasSize(1);
        assertThat(scene.find(start).flags()).containsExactly(TransactionFlag.OTHER_CONNECTOR);
    }

    @Test
    void aReadingFromTheFutureIsFlagged() {
        Start start = scene.starts(1, T0, 1_000);
        Updated early = new Updated(
                CP1,
                Connector.of(1),
                idOf(start),
                second(60),
                second(61),
                List.of(meterValue(second(9_999), "1500")),
                Details.NONE);
        scene.service.updated(early);

        assertThat(scene.find(start).flags()).containsExactly(TransactionFlag.IMPLAUSIBLE_TIME);
    }

    @Test
    void aMessageWithoutReadingsChangesNothing() {
        Start start = scene.starts(1, T0, 1_000);
        int facts = scene.facts.size();
        scene.service.updated(new Updated(CP1, Connector.of(1), idOf(start), T0, T0, List.of(), Details.NONE));
        scene.service.updated(new Updated(CP1, Connector.of(1), "0", T0, T0, List.of(), Details.NONE));

        assertThat(scene.facts).hasSize(facts);
    }

    @Test
    void theMainMeterIsKeptOutsideAnyTransaction() {
        scene.starts(1, T0, 1_000);
        List<LiveReading> seen = new ArrayList<>();
        scene.service.watch(seen::add);
        scene.service.metered(CP1, Connector.of(0), List.of(meterValue(second(60), "777")), second(61));

        assertThat(scene.memory.readingsOutside(CP1, Connector.of(0))).hasSize(1);
        assertThat(seen)
                .singleElement()
                .satisfies(live -> assertThat(live.transaction()).isEqualTo(Optional.empty()));
    }

    @Test
    void ofAConnectorNoStationHasReadingsAreKeptWithATransactionOnly() {
        Start start = scene.starts(257, T0, 1_000);
        List<MeterValue> values = List.of(meterValue(second(60), "1500"));
        scene.meters(start, second(60), "1500");
        for (int connector : List.of(256, 257, 258, Integer.MAX_VALUE)) {
            scene.service.metered(CP1, Connector.of(connector), values, second(61));
            scene.service.updated(update(CP1, connector, "0", second(61), "1500"));
        }

        assertThat(scene.readings(start)).hasSize(1);
        assertThat(scene.memory.readingsOutside(CP1, Connector.of(256))).hasSize(2);
        for (int connector : List.of(257, 258, Integer.MAX_VALUE)) {
            assertThat(scene.memory.readingsOutside(CP1, Connector.of(connector)))
                    .isEmpty();
        }
    }
}

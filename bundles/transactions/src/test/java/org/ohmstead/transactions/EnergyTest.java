package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.transactions.Scene.CARD;
import static org.ohmstead.transactions.Scene.CP1;
import static org.ohmstead.transactions.Scene.T0;
import static org.ohmstead.transactions.Scene.end;
import static org.ohmstead.transactions.Scene.idOf;
import static org.ohmstead.transactions.Scene.meterValue;
import static org.ohmstead.transactions.Scene.second;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Transactions.Start;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.Delivered;
import org.ohmstead.api.model.Delivered.Trust;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.RegisterKind;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.Topology;
import org.ohmstead.api.model.Transaction;
import org.ohmstead.api.model.TransactionFlag;
import org.ohmstead.transactions.store.RegisterEvidence;
import org.ohmstead.transactions.store.StationModel;
import org.ohmstead.transactions.store.TransactionStore;

/** What transactions deliver while readings come, late, again, after the end or over a restart. */
class EnergyTest {

    private static final StationModel MODEL = new StationModel("Vendor", "Model", "1.0");

    private final Scene scene = new Scene();
    private int storeReads;

    @Test
    void readingsInOrderAskTheStoreNothing() {
        scene.over(this::countingReads);
        Start start = scene.starts(1, T0, 1_000);
        for (int minute = 1; minute < 100; minute++) {
            scene.meters(start, second(minute * 60L), Integer.toString(1_000 + minute * 100));
        }

        assertThat(scene.ends(start, second(6_000), 11_000).energy()).contains(Energy.ofWattHours(10_000));
        assertThat(storeReads).isZero();
    }

    @Test
    void readingsOfLongAfterTheEndAskTheStoreNothing() {
        scene.over(this::countingReads);
        Start start = scene.starts(1, T0, 1_000);
        scene.ends(start, second(600), 2_000);

        scene.meters(start, second(901), "2000");
        assertThat(storeReads).isZero();
        scene.meters(start, second(900), "2000");
        assertThat(storeReads).isPositive();
    }

    @Test
    void aBatchThatComesLateIsCountedWhereItBelongs() {
        Start start = scene.starts(1, T0, 0);
        scene.meters(start, second(3_600), "1236567");
        assertThat(scene.find(start).energy()).as("one read of an odometer").contains(new Energy(0));

        scene.meters(start, second(60), "1234567");
        scene.meters(start, second(1_200), "1235567");

        assertThat(scene.find(start).energy()).contains(Energy.ofWattHours(2_000));
        assertThat(scene.ends(start, second(3_700), 1_236_567).delivered())
                .contains(new Delivered(Energy.ofWattHours(2_000), Trust.PARTLY, Optional.empty()));
    }

    @Test
    void whatMemoryForgotIsCountedFromTheStore() {
        Start start = scene.starts(1, T0, 0);
        scene.meters(start, second(60), "1234567");
        scene.meters(start, second(1_200), "1235567");
        scene.restart();
        scene.meters(start, second(3_600), "1236567");

        assertThat(scene.find(start).energy()).contains(Energy.ofWattHours(2_000));
        scene.restart();
        assertThat(scene.ends(start, second(3_700), 1_236_567).energy()).contains(Energy.ofWattHours(2_000));
    }

    @Test
    void anOdometerIsNotWhatWasDeliveredToday() {
        Start start = scene.starts(1, T0, 0);
        scene.meters(start, second(60), "1234567");
        scene.meters(start, second(1_200), "1235567");
        scene.now = second(1_300);
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(1_000));

        scene.ends(start, second(1_250), 2_147_483_647L);
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(1_000));
        scene.restart();
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(1_000));
    }

    @Test
    void whatIsHeldIsNotCountedAndNotTold() {
        Start start = scene.starts(1, T0, 0);
        Transaction ended = scene.ends(start, second(600), 1_234_567);

        assertThat(ended.held()).isTrue();
        assertThat(ended.energy()).isEmpty();
        scene.now = second(700);
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(new Energy(0));
        assertThat(scene.facts(Facts.TransactionEnded.class)).singleElement().satisfies(fact -> {
            assertThat(fact.energy()).isEmpty();
            assertThat(fact.delivered()).isEqualTo(ended.delivered());
            assertThat(fact.meterStop()).contains(Energy.ofWattHours(1_234_567));
        });
    }

    @Test
    void readingsRepeatedInTheStopAreCountedOnce() {
        Start start = scene.starts(1, T0, 1_000);
        scene.meters(start, second(60), "1500");
        scene.meters(start, second(120), "2000");
        scene.service.ended(end(
                CP1,
                idOf(start),
                second(600),
                3_000,
                Optional.of(CARD),
                List.of(
                        meterValue(second(60), "1500"),
                        meterValue(second(120), "2000"),
                        meterValue(second(600), "3000"))));

        assertThat(scene.find(start).delivered())
                .contains(new Delivered(Energy.ofWattHours(2_000), Trust.MEASURED, Optional.empty()));
        assertThat(scene.readings(start)).hasSize(3);
    }

    @Test
    void aLateBatchCompletesTheAccountOfAnEndedTransaction() {
        Start start = scene.starts(1, T0, 0);
        scene.ends(start, second(600), 1_234_567);
        scene.now = second(700);

        scene.meters(start, second(60), "1233567");

        Transaction after = scene.find(start);
        assertThat(after.delivered())
                .contains(new Delivered(Energy.ofWattHours(1_000), Trust.PARTLY, Optional.empty()));
        assertThat(scene.facts(Facts.EnergyCounted.class))
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.delivered()).isEqualTo(after.delivered().orElseThrow()));
        assertThat(scene.service.totals(Scope.ALL).energyToday()).isEqualTo(Energy.ofWattHours(1_000));
        scene.meters(start, second(60), "1233567");
        assertThat(scene.facts(Facts.EnergyCounted.class)).hasSize(1);
    }

    @Test
    void aRegisterThatBeginsAnewAtABootIsCountedOn() {
        Start start = scene.starts(1, T0, 4_000);
        scene.meters(start, second(60), "5000");
        scene.service.stationBooted(CP1, second(90));
        scene.meters(start, second(120), "0");
        scene.meters(start, second(600), "500");

        assertThat(scene.find(start).energy()).contains(Energy.ofWattHours(1_500));
        Transaction ended = scene.ends(start, second(700), 600);
        assertThat(ended.delivered())
                .contains(new Delivered(Energy.ofWattHours(1_600), Trust.PARTLY, Optional.empty()));
        assertThat(ended.flags()).contains(TransactionFlag.STATION_BOOTED, TransactionFlag.REGISTER_RESET);
    }

    @Test
    void theBootIsRememberedOverARestart() {
        Start start = scene.starts(1, T0, 4_000);
        scene.meters(start, second(60), "5000");
        scene.service.stationBooted(CP1, second(90));
        scene.restart();
        scene.meters(start, second(120), "0");

        assertThat(scene.ends(start, second(700), 600).energy()).contains(Energy.ofWattHours(1_600));
    }

    @Test
    void aModelIsLearnedToBeginAnewWithEachTransaction() {
        scene.memory.madeOf(CP1, MODEL);
        for (int session = 0; session < 4; session++) {
            scene.ends(scene.starts(1, second(session * 3_600L), 0), second(session * 3_600L + 1_800), 5_000);
        }
        assertThat(scene.memory.registers().get(MODEL).kind()).contains(RegisterKind.RESETS_PER_TRANSACTION);
        scene.restart();

        Start start = scene.starts(1, second(36_000), 5_000);
        scene.meters(start, second(36_060), "300");
        assertThat(scene.ends(start, second(37_000), 4_000).delivered())
                .contains(new Delivered(Energy.ofWattHours(4_000), Trust.MEASURED, Optional.empty()));
    }

    @Test
    void aModelIsLearnedToCountForALifetimeOnlyWhenItDoesOverABoot() {
        scene.memory.madeOf(CP1, MODEL);
        long register = 5_000;
        for (int session = 0; session < 5; session++) {
            scene.ends(
                    scene.starts(1, second(session * 3_600L), register),
                    second(session * 3_600L + 1_800),
                    register + 5_000);
            register += 5_000;
        }
        assertThat(scene.memory.registers().get(MODEL).kind()).isEmpty();
        scene.service.stationBooted(CP1, second(20_000));
        scene.ends(scene.starts(1, second(21_000), register), second(22_000), register + 1_000);

        assertThat(scene.memory.registers().get(MODEL)).isEqualTo(new RegisterEvidence(4, 1, 0, 0));
        assertThat(scene.memory.registers().get(MODEL).kind()).contains(RegisterKind.LIFETIME);
    }

    @Test
    void nothingIsLearnedFromWhatWasCalledSoBeforeTheConnectorsWereRegrouped() {
        scene.memory.madeOf(CP1, MODEL);
        for (int session = 0; session < 4; session++) {
            scene.ends(scene.starts(1, second(session * 3_600L), 0), second(session * 3_600L + 1_800), 5_000);
            scene.service.connectorsRegrouped(CP1, Topology.EACH_ITS_OWN, Topology.parse("2,1"));
        }

        assertThat(scene.memory.registers()).isEmpty();
    }

    @Test
    void aStationThatTakesTheIdentityOfARemovedOneInheritsNothing() {
        scene.memory.madeOf(CP1, MODEL);
        Start before = scene.starts(1, T0, 1_000);
        scene.ends(before, second(1_800), 5_000);
        scene.service.stationRemoved(CP1);
        scene.memory.madeOf(CP1, new StationModel("Vendor", "Other", "1.0"));
        scene.ends(scene.starts(1, second(3_600), 0), second(5_400), 5_000);

        assertThat(scene.memory.registers()).isEmpty();
        assertThat(scene.service.registerKind(CP1)).isEmpty();
        assertThat(scene.find(before).open()).as("its transactions stay").isFalse();
    }

    @Test
    void nothingIsLearnedOfAStationThatDidNotSayWhatItIs() {
        for (int session = 0; session < 4; session++) {
            scene.ends(scene.starts(1, second(session * 3_600L), 0), second(session * 3_600L + 1_800), 5_000);
        }

        assertThat(scene.memory.registers()).isEmpty();
    }

    private TransactionStore countingReads(TransactionStore store) {
        return (TransactionStore) Proxy.newProxyInstance(
                TransactionStore.class.getClassLoader(),
                new Class<?>[] {TransactionStore.class},
                (self, method, arguments) -> {
                    storeReads += method.getName().equals("readings") ? 1 : 0;
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

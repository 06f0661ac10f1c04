package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.Token;
import org.ohmstead.testkit.InMemoryCsms;
import org.ohmstead.testkit.TokenSettings;
import org.ohmstead.transactions.MasterStops;

/** A master card at a 1.6 station, which does not know what that is (the intent is that of OCPP 2.0.1 use case C16). */
@Timeout(60)
class MasterStopsTest {

    private static final String CARD = "04A1B2C3";
    private static final String MASTER = "KEYRING";
    private static final String GROUP = "SERVICE";

    private final InMemoryCsms csms = new InMemoryCsms()
            .withStation("CP-1")
            .withStation("CP-2")
            .withToken(CARD)
            .withToken(inGroup(MASTER, GROUP, false))
            .withToken(inGroup("LOST", GROUP, true))
            .withToken(inGroup("ONE", "FAMILY", false))
            .withToken(inGroup("TWO", "FAMILY", false))
            .withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, false));
    private final ConfigurableStation station = new ConfigurableStation(csms, "CP-1");
    private final ConfigurableStation other = new ConfigurableStation(csms, "CP-2");
    private MasterStops masters = following(true);

    private static Token inGroup(String value, String group, boolean blocked) {
        return new Token(IdToken.of(value), "", blocked, Optional.empty(), Optional.of(group));
    }

    private MasterStops following(boolean stopAll) {
        return new MasterStops(
                csms.journal(), csms.stations(), csms.history(), new Shipped(stopAll), csms.clock(), Runnable::run);
    }

    @BeforeEach
    void boot() {
        station.boots();
        other.boots();
    }

    @AfterEach
    void close() {
        masters.close();
    }

    @Test
    void aMasterCardStopsAllThatRunsAtItsStation() {
        long first = starts(station, 1, CARD);
        long second = starts(station, 2, "ONE");
        starts(other, 1, CARD);

        assertThat(shows(station, MASTER)).isEqualTo("Accepted");
        awaitStops(station, 2);
        assertThat(station.asked).containsExactlyInAnyOrder(stopOf(first), stopOf(second));
        assertThat(station.askedInBackground).isEmpty();
        assertThat(other.asked).isEmpty();
        assertThat(csms.journal().facts(Facts.MasterTokenShown.class))
                .containsExactly(new Facts.MasterTokenShown(Optional.of(IdToken.of(MASTER))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOST", "DEADBEEF", "TWO", "ONE", CARD})
    void anyOtherCardStopsNothing(String idTag) {
        starts(station, 1, "ONE");
        shows(station, idTag);

        nothingIsStopped();
        assertThat(csms.journal().facts(Facts.MasterTokenShown.class))
                .as("but for the other station")
                .hasSize(1);
    }

    @Test
    void whereNothingRunsNothingIsStopped() {
        long number = starts(station, 1, CARD);
        stops(station, number);
        shows(station, MASTER);
        csms.clock().advance(Duration.ofSeconds(1));
        starts(station, 1, CARD);

        nothingIsStopped();
    }

    @Test
    void whereMastersMayStartShowingOneStopsNothing() {
        csms.withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, true));
        starts(station, 1, CARD);
        shows(station, MASTER);
        csms.withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, false));

        nothingIsStopped();
    }

    @Test
    void withoutAMasterGroupNobodyIsAMaster() {
        csms.withTokenSettings(TokenSettings.SHIPPED);
        starts(station, 1, CARD);
        shows(station, MASTER);
        csms.withTokenSettings(TokenSettings.SHIPPED.masters(GROUP, false));

        nothingIsStopped();
    }

    @Test
    void aMasterThatStopsOneTransactionStopsNoOther() {
        long first = starts(station, 1, CARD);
        starts(station, 2, "ONE");
        station.says(
                "StopTransaction", """
                {"transactionId":%d,"idTag":"%s","meterStop":2000,"timestamp":"%s"}""".formatted(first, MASTER, csms.clock().instant()));

        nothingIsStopped();
    }

    @Test
    void switchedOffItStopsNothing() {
        masters.close();
        masters = following(false);
        starts(station, 1, CARD);
        shows(station, MASTER);
        followed();
        masters.close();
        masters = following(true);

        nothingIsStopped();
    }

    @Test
    void aCardThatWasShownLongAgoStopsNothingAndIsTold() {
        masters.close();
        long number = starts(station, 1, CARD);
        shows(station, MASTER);
        csms.clock().advance(Duration.ofMinutes(10));
        ToldLog.clear();
        masters = following(true);

        nothingIsStopped();
        assertThat(ToldLog.of(MasterStops.class)).contains(runsOn(number));
    }

    /** It shows its card, and goes before it can be asked. */
    private long startsShowsAndGoes() {
        masters.close();
        long number = starts(station, 1, CARD);
        shows(station, MASTER);
        station.goes();
        masters = following(true);
        followed();
        masters.look();
        assertThat(station.asked).isEmpty();
        return number;
    }

    @Test
    void aStationThatWasAwayIsAskedOnceItIsBack() {
        long number = startsShowsAndGoes();
        station.connects();
        masters.look();
        masters.look();

        assertThat(station.asked).containsExactly(stopOf(number));
    }

    @Test
    void aStationThatComesBackLateIsNotAsked() {
        startsShowsAndGoes();
        csms.clock().advance(Duration.ofMinutes(10));
        masters.look();
        station.connects();
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void whatEndedWhileTheStationWasAwayIsNotStopped() {
        long number = startsShowsAndGoes();
        station.connects();
        stops(station, number);
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void switchedOffWhileTheStationIsAwayItIsNotAsked() {
        startsShowsAndGoes();
        masters.modified(new Shipped(false));
        station.connects();
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    /** Killed and started again. */
    private void theServerRestarts() {
        masters.close();
        csms.restart();
        masters = following(true);
        masters.look();
        assertThat(station.asked).isEmpty();
    }

    @Test
    void aStationThatWasAwayWhileTheServerRestartedIsAskedOnceItIsBack() {
        long number = startsShowsAndGoes();
        csms.clock().advance(Duration.ofSeconds(1));
        theServerRestarts();
        station.connects();
        starts(station, 2, "ONE");
        masters.look();
        masters.look();

        assertThat(station.asked).containsExactly(stopOf(number));
    }

    @Test
    void afterARestartAStationThatComesBackLateIsNotAsked() {
        startsShowsAndGoes();
        csms.clock().advance(Duration.ofMinutes(5));
        theServerRestarts();
        csms.clock().advance(Duration.ofMinutes(5));
        station.connects();
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void afterARestartACardThatWasShownLongAgoStopsNothing() {
        startsShowsAndGoes();
        csms.clock().advance(Duration.ofMinutes(10));
        theServerRestarts();
        station.connects();
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    private void theServerIsDownFor(Duration time) {
        masters.close();
        Optional<Instant> lastAlive = Optional.of(csms.clock().instant());
        csms.clock().advance(time);
        csms.restart();
        csms.journal()
                .accept(new JournalEntry(
                        new JournalPosition(1, 1),
                        Optional.empty(),
                        csms.clock().instant(),
                        SiteId.DEFAULT,
                        Optional.empty(),
                        new Facts.ServerStarted("1", lastAlive)));
        masters = following(true);
        followed();
        masters.look();
    }

    private static String runsOn(long number) {
        return "Station CP-1 could not be asked to stop transaction " + number
                + " after a master card was shown; it runs on";
    }

    @Test
    void whatPassedWhileTheServerWasDownIsToldOnce() {
        long number = startsShowsAndGoes();
        ToldLog.clear();
        theServerIsDownFor(Duration.ofMinutes(10));
        assertThat(ToldLog.of(MasterStops.class)).containsExactly(runsOn(number));

        theServerIsDownFor(Duration.ofMinutes(1));
        station.connects();
        masters.look();
        assertThat(ToldLog.of(MasterStops.class)).hasSize(1);
        assertThat(station.asked).isEmpty();
    }

    @Test
    void whatWasToldBeforeTheServerWasDownIsNotToldAgain() {
        startsShowsAndGoes();
        csms.clock().advance(Duration.ofMinutes(10));
        masters.look();
        ToldLog.clear();
        theServerIsDownFor(Duration.ofMinutes(1));

        assertThat(ToldLog.of(MasterStops.class)).isEmpty();
    }

    @Test
    void whatEndedIsNotToldAfterTheServerWasDown() {
        long number = startsShowsAndGoes();
        station.connects();
        stops(station, number);
        ToldLog.clear();
        theServerIsDownFor(Duration.ofMinutes(10));

        assertThat(ToldLog.of(MasterStops.class)).isEmpty();
    }

    @Test
    void whatIsStillInTimeAfterTheServerWasDownIsAskedAndNotTold() {
        long number = startsShowsAndGoes();
        ToldLog.clear();
        theServerIsDownFor(Duration.ofMinutes(9));
        assertThat(ToldLog.of(MasterStops.class)).isEmpty();
        station.connects();
        masters.look();

        assertThat(station.asked).containsExactly(stopOf(number));
    }

    @Test
    void afterARestartWhatEndedIsNotStopped() {
        long number = startsShowsAndGoes();
        theServerRestarts();
        station.connects();
        stops(station, number);
        masters.look();

        assertThat(station.asked).isEmpty();
    }

    @Test
    void whatIsFollowedAfterARestartIsAskedForOnce() {
        masters.close();
        long number = starts(station, 1, CARD);
        shows(station, MASTER);
        masters = following(true);
        followed();
        masters.look();

        assertThat(station.asked).containsExactly(stopOf(number));
    }

    @Test
    void aFaultMetWithOneTransactionDoesNotSaveTheOthers() {
        long first = starts(station, 1, CARD);
        long second = starts(station, 2, "ONE");
        station.beforeItAnswers = () -> {
            throw new IllegalStateException("of a dialect");
        };
        shows(station, MASTER);
        followed();

        assertThat(station.asked).containsExactlyInAnyOrder(stopOf(first), stopOf(second));
    }

    /** The same at another station is stopped, and so that was read which came before. */
    private void nothingIsStopped() {
        starts(other, 1, CARD);
        shows(other, MASTER);
        awaitStops(other, 1);
        assertThat(station.asked).isEmpty();
    }

    private void followed() {
        long head = csms.journal().head().seq();
        Await.until(() -> csms.journal().followers().getFirst().position().seq() >= head);
    }

    private static void awaitStops(ConfigurableStation at, int count) {
        Await.until(() -> at.asked.size() >= count);
    }

    private static String stopOf(long number) {
        return "RemoteStopTransaction{\"transactionId\":" + number + "}";
    }

    private static String shows(ConfigurableStation at, String idTag) {
        return at.says("Authorize", "{\"idTag\":\"%s\"}".formatted(idTag))
                .get("idTagInfo")
                .get("status")
                .asString();
    }

    private long starts(ConfigurableStation at, int connector, String idTag) {
        return at.says("StartTransaction", """
                        {"connectorId":%d,"idTag":"%s","meterStart":1000,"timestamp":"%s"}""".formatted(
                                connector, idTag, csms.clock().instant()))
                .get("transactionId")
                .asLong();
    }

    private void stops(ConfigurableStation at, long number) {
        at.says("StopTransaction", """
                {"transactionId":%d,"meterStop":2000,"timestamp":"%s"}""".formatted(number, csms.clock().instant()));
    }

    private record Shipped(boolean stopAll) implements MasterStops.Settings {

        @Override
        public Class<? extends Annotation> annotationType() {
            return MasterStops.Settings.class;
        }
    }
}

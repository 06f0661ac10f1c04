package org.ohmstead.ocpp16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.transactions.MasterStops;

/** A master card was shown, and the server goes down. */
@Timeout(60)
class MasterStopsOverRestartsTest extends MasterScene {

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
}

package org.ohmstead.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.availability.store.InMemoryAvailabilityStore;

/** Half-open connections are found and put into the journal, once each way. */
class SilenceWatchTest {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final List<Fact> facts = new ArrayList<>();
    private final InMemoryAvailabilityStore store = new InMemoryAvailabilityStore(entry -> facts.add(entry.fact()));
    private final LinkedHashSet<StationId> silent = new LinkedHashSet<>();
    private boolean online = true;
    private Optional<Instant> heard = Optional.of(Days.at(0));

    @Test
    void aStationThatIsHeardOftenEnoughIsNoFact() {
        look(29);

        assertThat(facts).isEmpty();
    }

    @Test
    void silenceIsToldOnceAndItsEndOnce() {
        look(31);
        look(32);
        heard = Optional.of(Days.at(40));
        look(41);
        look(42);

        assertThat(facts)
                .containsExactly(new Facts.StationFellSilent(Days.at(0)), new Facts.StationHeardAgain(Days.at(40)));
    }

    @Test
    void aStationThatIsNotConnectedIsNotSilent() {
        online = false;
        look(99);

        assertThat(facts).isEmpty();
    }

    @Test
    void aSilentStationThatWentIsForgotten() {
        look(31);
        online = false;
        look(32);
        online = true;
        heard = Optional.of(Days.at(33));
        look(34);

        assertThat(facts).hasSize(1);
        assertThat(silent).isEmpty();
    }

    private void look(double minute) {
        new SilenceWatch(this::only, store, silent, Clock.fixed(Days.at(minute), ZoneOffset.UTC)).look(LONGEST);
    }

    private Page<StationState> only(Page.Request request) {
        ChargingStation station = new ChargingStation(
                Days.CP1, SiteId.DEFAULT, "", RegistrationStatus.ACCEPTED, Optional.empty(), Days.T0);
        StationState state = new StationState(
                station,
                online,
                Optional.empty(),
                Optional.empty(),
                heard,
                Optional.empty(),
                Optional.empty(),
                List.of());
        return new Page<>(List.of(state), Optional.empty());
    }
}

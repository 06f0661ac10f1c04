package org.ohmstead.transactions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.RemoteStart;
import org.ohmstead.api.model.StationId;

/** What every {@link RemoteStartStore} promises. */
public abstract class RemoteStartStoreContract {

    private static final Instant T0 = Instant.parse("2026-11-22T08:00:00Z");
    private static final StationId CP1 = new StationId("CP-1");
    private static final StationId CP2 = new StationId("CP-2");

    private RemoteStartStore store;

    /** An empty store. */
    protected abstract RemoteStartStore newStore();

    /** What its journal holds. */
    protected abstract List<Fact> facts();

    @BeforeEach
    void open() {
        store = newStore();
    }

    private static RemoteStart start(StationId station, int id, long second) {
        Instant at = T0.plusSeconds(second);
        return new RemoteStart(
                station,
                Optional.of(new EvseId(1)),
                IdToken.of("04A1B2C3"),
                id,
                at,
                at.plusSeconds(60),
                Optional.empty());
    }

    private static RemoteStart anywhere(int id, long second) {
        Instant at = T0.plusSeconds(second);
        return new RemoteStart(
                CP2, Optional.empty(), new IdToken("PHONE", "Central"), id, at, at.plusSeconds(90), Optional.empty());
    }

    @Test
    void whatIsKeptComesBackOldestFirst() {
        store.keep(start(CP1, 7, 2));
        store.keep(anywhere(7, 1));

        assertThat(store.remoteStarts()).containsExactly(anywhere(7, 1), start(CP1, 7, 2));
        assertThat(facts()).isEmpty();
    }

    @Test
    void keptAgainItReplacesItself() {
        RemoteStart start = start(CP1, 7, 0);
        store.keep(start);
        store.keep(start);
        RemoteStart later = start.dueAt(T0.plusSeconds(300));
        store.keep(later);

        assertThat(store.remoteStarts()).containsExactly(later);
    }

    @Test
    void someAreReplacedAndOthersForgottenAtOnceHoweverOften() {
        RemoteStart renamed = start(CP1, 7, 0).at(new EvseId(4));
        store.keep(start(CP1, 7, 0));
        store.keep(start(CP1, 8, 1));
        store.keep(anywhere(7, 2));
        store.replace(List.of(renamed), List.of(start(CP1, 8, 1)));
        store.replace(List.of(renamed), List.of(start(CP1, 8, 1)));

        assertThat(store.remoteStarts()).containsExactly(renamed, anywhere(7, 2));
        assertThat(facts()).isEmpty();
    }

    @Test
    void thatOneLapsedIsToldOnce() {
        RemoteStart start = start(CP1, 7, 0);
        store.keep(start);
        store.lapsed(start, T0.plusSeconds(61));
        store.lapsed(start, T0.plusSeconds(62));

        assertThat(store.remoteStarts()).containsExactly(start.lapsed(T0.plusSeconds(61)));
        assertThat(facts())
                .containsExactly(new Facts.RemoteStartLapsed(
                        Optional.of(new EvseId(1)), Optional.of(IdToken.of("04A1B2C3")), 7, T0));
    }

    @Test
    void whatIsNotThereDoesNotLapse() {
        store.keep(start(CP2, 7, 0));
        store.lapsed(start(CP1, 7, 0), T0.plusSeconds(61));

        assertThat(store.remoteStarts()).containsExactly(start(CP2, 7, 0));
        assertThat(facts()).isEmpty();
    }

    @Test
    void forgettingHarmsNoOther() {
        store.keep(start(CP1, 7, 0));
        store.keep(start(CP1, 8, 1));
        store.keep(start(CP2, 7, 2));
        store.forget(start(CP1, 7, 0));
        store.forget(start(CP1, 7, 0));

        assertThat(store.remoteStarts()).containsExactly(start(CP1, 8, 1), start(CP2, 7, 2));
    }
}

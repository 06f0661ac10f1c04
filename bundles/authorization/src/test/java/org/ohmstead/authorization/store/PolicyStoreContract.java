package org.ohmstead.authorization.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.FreeVend;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TokenGroup;

/** What every {@link PolicyStore} promises. Run against memory here and against each database by the store. */
public abstract class PolicyStoreContract {

    private static final StationId CP1 = new StationId("CP-1");
    private static final StationId CP2 = new StationId("CP-2");

    private PolicyStore store;

    /** A store without policies. */
    protected abstract PolicyStore newStore();

    @BeforeEach
    void openStore() {
        store = newStore();
    }

    @Test
    void aGroupIsFoundAgainAsItWasPut() {
        TokenGroup fleet = new TokenGroup("Fleet", Optional.of(0));
        TokenGroup family = new TokenGroup("Familie Süß", Optional.empty());
        store.put(fleet);
        store.put(family);

        assertThat(store.groups()).containsExactlyInAnyOrder(fleet, family);
    }

    @Test
    void aGroupPutAgainInAnotherCaseReplacesTheFirst() {
        store.put(new TokenGroup("fleet", Optional.of(1)));
        store.put(new TokenGroup("FLEET", Optional.of(2)));

        assertThat(store.groups()).containsExactly(new TokenGroup("FLEET", Optional.of(2)));
    }

    @Test
    void aRemovedGroupIsGoneOnce() {
        store.put(new TokenGroup("fleet", Optional.of(1)));

        assertThat(store.removeGroup("other")).isFalse();
        assertThat(store.removeGroup("Fleet")).isTrue();
        assertThat(store.removeGroup("fleet")).isFalse();
        assertThat(store.groups()).isEmpty();
    }

    @Test
    void nowhereIsFreeUntilSomebodySaysSo() {
        assertThat(store.freeVend()).isEqualTo(FreeVend.NOWHERE);
    }

    @Test
    void aFreePlaceSaidTwiceIsThereOnceAndGoneAtOnce() {
        store.freeVend(CP1, true);
        store.freeVend(CP1, true);
        store.freeVend(SiteId.DEFAULT, true);
        store.freeVend(CP2, true);
        assertThat(store.freeVend()).isEqualTo(new FreeVend(Set.of(SiteId.DEFAULT), Set.of(CP1, CP2)));

        store.freeVend(CP1, false);
        store.freeVend(CP1, false);
        store.freeVend(SiteId.DEFAULT, false);
        assertThat(store.freeVend()).isEqualTo(new FreeVend(Set.of(), Set.of(CP2)));
    }

    @Test
    void aSiteAndAStationOfOneNameAreTwoPlaces() {
        store.freeVend(new StationId("default"), true);

        assertThat(store.freeVend().sites()).isEmpty();
    }

    @Test
    void aStationNobodyKnowsStandsAtTheDefaultSite() {
        assertThat(store.site(CP1)).isEqualTo(SiteId.DEFAULT);
    }
}

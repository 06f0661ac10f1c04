package org.ohmstead.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;

class StationRoundTest {

    private static final StationId CP1 = new StationId("CP-1");
    private static final StationId CP2 = new StationId("CP-2");
    private static final Set<StationId> BOTH = Set.of(CP1, CP2);

    private final List<StationId> looked = new ArrayList<>();
    private final List<StationId> told = new ArrayList<>();
    private final Set<StationId> broken = new HashSet<>(BOTH);
    private final StationRound round = new StationRound(this::look, (station, why) -> told.add(station));

    private void look(StationId station) {
        looked.add(station);
        if (broken.contains(station)) {
            throw new IllegalStateException("a bug");
        }
    }

    @Test
    void aFaultWithOneStationDoesNotKeepTheOthersWaiting() {
        round.go(BOTH);

        assertThat(looked).containsExactlyInAnyOrder(CP1, CP2);
    }

    @Test
    void aFaultThatStaysIsToldOnceForEachStation() {
        for (int i = 0; i < 10; i++) {
            round.go(BOTH);
        }

        assertThat(looked).hasSize(20);
        assertThat(told).containsExactlyInAnyOrder(CP1, CP2);
    }

    @Test
    void aFaultThatIsBackIsToldAgain() {
        round.go(BOTH);
        broken.remove(CP1);
        round.go(BOTH);
        broken.add(CP1);
        round.go(BOTH);

        assertThat(told).hasSize(3).endsWith(CP1);
    }

    @Test
    void ofAStationThatIsLookedAtNoMoreNothingIsRemembered() {
        round.go(BOTH);
        round.go(Set.of(CP2));
        round.go(BOTH);

        assertThat(told).hasSize(3).endsWith(CP1);
    }

    @Test
    void aStoreThatIsAwayKeepsAllWaiting() {
        StoreUnavailable away = new StoreUnavailable("The store is not there", false, null);
        StationRound stuck = new StationRound(
                station -> {
                    throw away;
                },
                (station, why) -> told.add(station));

        assertThatThrownBy(() -> stuck.go(BOTH)).isSameAs(away);
        assertThat(told).isEmpty();
    }
}

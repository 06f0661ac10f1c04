package org.ohmstead.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts.AlertEnded;
import org.ohmstead.api.journal.Facts.AlertRaised;
import org.ohmstead.api.journal.Facts.AlertRaised.Occasion;

/** What every {@link AlertStore} promises. Run against memory here and against each database by the store. */
public abstract class AlertStoreContract {

    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00.123456Z");

    private AlertStore store;

    protected abstract AlertStore newStore();

    /** What the journal got. */
    protected abstract List<Fact> facts();

    @BeforeEach
    void open() {
        store = newStore();
    }

    @Test
    void anIncidentIsKeptAsToldAndReplacedByWhatIsToldNext() {
        assertThat(store.open("silent")).isEmpty();
        store.tell(new Incident("silent", T0, T0, List.of("CP-1")), raised(Occasion.BEGAN), T0);
        var grown = new Incident("silent", T0, T0.plusSeconds(900), List.of("CP-1", "CP-2"));
        store.tell(grown, raised(Occasion.GREW), T0.plusSeconds(900));

        assertThat(store.open("silent")).contains(grown);
        assertThat(store.open("faulted")).isEmpty();
        assertThat(facts()).containsExactly(raised(Occasion.BEGAN), raised(Occasion.GREW));
    }

    @Test
    void anEndIsToldOnceAndOnlyOfWhatIsOpen() {
        AlertEnded ended = new AlertEnded("silent", "Over", T0);
        store.end(ended, T0);
        assertThat(facts()).isEmpty();
        store.tell(new Incident("silent", T0, T0, List.of()), raised(Occasion.BEGAN), T0);
        store.end(ended, T0);
        store.end(ended, T0);

        assertThat(store.open("silent")).isEmpty();
        assertThat(facts()).containsExactly(raised(Occasion.BEGAN), ended);
    }

    @Test
    void tenThousandStationsFitIntoAnIncident() {
        List<String> all = IntStream.range(0, 10_000)
                .mapToObj(i -> "STATION-WITH-A-LONG-NAME-" + i)
                .toList();
        store.tell(new Incident("silent", T0, T0, all), raised(Occasion.BEGAN), T0);

        assertThat(store.open("silent").orElseThrow().told()).isEqualTo(all);
    }

    private static AlertRaised raised(Occasion occasion) {
        return new AlertRaised("silent", occasion, "1 station is silent: CP-1", 1, List.of("CP-1"), T0, List.of());
    }
}

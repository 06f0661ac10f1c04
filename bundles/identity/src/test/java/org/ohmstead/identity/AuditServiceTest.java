package org.ohmstead.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Audit.Broken;
import org.ohmstead.api.csms.Audit.Entry;
import org.ohmstead.api.csms.Audit.Verification;
import org.ohmstead.api.model.Page;
import org.ohmstead.identity.store.InMemoryPeopleStore;
import org.ohmstead.identity.store.Seal;

/** What breaks a trail on disk is tried on the tables themselves, in the store's {@code AuditTrailTest}. */
class AuditServiceTest {

    private final InMemoryPeopleStore store = new InMemoryPeopleStore();
    private final AuditService audit = new AuditService(store, Clock.systemUTC());

    private void did(int times) {
        for (int i = 0; i < times; i++) {
            audit.record("eva", "station.change", "CP-" + i, Optional.of("Gate"), Optional.of("Barn"));
        }
    }

    @Test
    void anEmptyTrailIsWhole() {
        assertThat(audit.verify(Optional.empty())).isEqualTo(new Verification(0, Seal.NONE, Optional.empty()));
    }

    @Test
    void aTrailOfManyPagesIsWholeAndItsLastSealIsTheNewestEntrys() {
        did(1_201);

        Verification found = audit.verify(Optional.empty());

        assertThat(found.broken()).isEmpty();
        assertThat(found.entries()).isEqualTo(1_201);
        assertThat(found.seal()).isEqualTo(newest().seal()).matches("[0-9a-f]{64}");
    }

    @Test
    void aNotedSealIsStillThereAfterMoreWasDone() {
        did(3);
        String noted = newest().seal();
        did(3);

        assertThat(audit.verify(Optional.of(" " + noted.toUpperCase(Locale.ROOT) + "\n"))
                        .broken())
                .isEmpty();
    }

    @Test
    void aTrailWrittenAnewDoesNotHaveTheNotedSeal() {
        did(3);

        assertThat(audit.verify(Optional.of("00".repeat(32))).broken())
                .map(Broken::reason)
                .hasValueSatisfying(reason -> assertThat(reason).contains("noted"));
    }

    @Test
    void wordsCannotBeMovedFromOneFieldIntoTheNext() {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        List<Entry> alike = List.of(
                new Entry(at, "eva", "a", "b", Optional.of("c"), Optional.empty()),
                new Entry(at, "eva", "a", "b", Optional.empty(), Optional.of("c")),
                new Entry(at, "eva", "ab", "", Optional.of("c"), Optional.empty()),
                new Entry(at, "eva", "a", "b1:c", Optional.empty(), Optional.empty()),
                new Entry(at, "eva", "a", "b", Optional.of("c"), Optional.of("")),
                new Entry(at.plusNanos(1_000), "eva", "a", "b", Optional.of("c"), Optional.empty()));

        assertThat(alike.stream().map(entry -> Seal.of(Seal.NONE, entry))).doesNotHaveDuplicates();
    }

    @Test
    void aSealIsTheSameInEveryRelease() {
        var entry = new Entry(
                Instant.parse("2026-11-22T10:00:00.123456Z"),
                "eva",
                "station.change",
                "CP-1",
                Optional.of("Gäte"),
                Optional.empty());

        assertThat(Seal.of("ab", entry)).isEqualTo("08ee04d417f81a4cec56c9f730f886954ccc83cb08cb8ab85da45e375f631029");
    }

    private Entry newest() {
        return audit.page(Page.Request.first(1)).items().getFirst();
    }
}

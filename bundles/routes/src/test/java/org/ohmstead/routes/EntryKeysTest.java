package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Facts;

class EntryKeysTest {

    @Test
    void whatAnEntryHasIsKnown() {
        Map<String, Object> map = EntryMap.of(Entries.ended(1, "04A1B2", "Local"), ZoneId.of("Europe/Berlin"));

        assertThat(EntryKeys.of(List.of("TransactionEnded")).orElseThrow().keys())
                .containsAll(map.keySet())
                .contains("byPowerWh", "trust", "stoppedByShortened");
    }

    @Test
    void timesAreThereByTheClockOfTheSiteToTheSecond() {
        Map<String, Object> map = EntryMap.of(
                Entries.ended(1, "04A1B2", "Local", "2026-11-22T23:30:00.123456789Z"), ZoneId.of("Europe/Berlin"));

        assertThat(map)
                .containsEntry("receivedAt", "2026-11-22T23:30:00.123456789Z")
                .containsEntry("receivedAtLocal", "2026-11-23 00:30:00 +01:00")
                .containsEntry("startedAtLocal", "2026-11-22 10:00:00 +01:00");
    }

    /** Of what could be many things nobody can say beforehand which keys it has. */
    @Test
    void everyFactIsOfTypesWhoseKeysAreKnown() {
        assertThat(Arrays.stream(Facts.class.getDeclaredClasses())
                        .flatMap(fact -> Arrays.stream(fact.getRecordComponents()))
                        .map(RecordComponent::getType)
                        .filter(type -> !Collection.class.isAssignableFrom(type)))
                .noneMatch(Class::isInterface);
        assertThat(EntryKeys.kinds())
                .allSatisfy(kind -> assertThat(EntryKeys.of(List.of(kind))).isPresent());
    }
}

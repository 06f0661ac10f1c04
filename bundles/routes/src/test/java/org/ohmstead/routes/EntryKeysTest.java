package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.Facts.AlertRaised.Fault;
import org.ohmstead.api.journal.Facts.AlertRaised.Occasion;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

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

    @Test
    void theFaultsOfAnAlertAreAListWithWhatEachStationSaid() {
        Instant since = Instant.parse("2026-11-22T10:00:00Z");
        JournalEntry entry = alert(List.of(
                new Fault(
                        new StationId("CP-1"),
                        Connector.of(2),
                        Optional.of("GroundFailure"),
                        Optional.of("E17"),
                        Optional.of("fan stuck"),
                        since),
                new Fault(
                        new StationId("CP-2"),
                        Connector.of(0),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        since)));

        Map<String, Object> map = EntryMap.of(entry, ZoneId.of("Europe/Berlin"));

        assertThat(EntryKeys.of(List.of("AlertRaised")).orElseThrow().keys()).containsAll(map.keySet());
        assertThat(Json.of(map, List.of("message", "faults")))
                .isEqualTo("{\"message\":\"2 stations are faulted\",\"faults\":["
                        + "{\"station\":\"CP-1\",\"evse\":2,\"connector\":1,\"errorCode\":\"GroundFailure\","
                        + "\"vendorErrorCode\":\"E17\",\"info\":\"fan stuck\",\"since\":\"2026-11-22T10:00:00Z\","
                        + "\"sinceLocal\":\"2026-11-22 11:00:00 +01:00\"},"
                        + "{\"station\":\"CP-2\",\"evse\":0,\"connector\":0,\"since\":\"2026-11-22T10:00:00Z\","
                        + "\"sinceLocal\":\"2026-11-22 11:00:00 +01:00\"}]}");
        assertThat(EntryMap.of(alert(List.of()), ZoneId.of("Europe/Berlin"))).doesNotContainKey("faults");
    }

    private static JournalEntry alert(List<Fault> faults) {
        Instant at = Instant.parse("2026-11-22T10:10:00Z");
        return new JournalEntry(
                new JournalPosition(1, 7),
                Optional.empty(),
                at,
                SiteId.DEFAULT,
                Optional.empty(),
                new Facts.AlertRaised(
                        "faulted", Occasion.BEGAN, "2 stations are faulted", 2, List.of("CP-1", "CP-2"), at, faults));
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

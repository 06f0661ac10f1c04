package org.ohmstead.routes;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;

/**
 * A journal entry as routes see it: a flat map of text, numbers and booleans. Energies are in Wh and their key ends in
 * {@code Wh}; times are ISO 8601 in UTC and, under their key with {@code Local}, to the second by the site's clock; a token is
 * there in full and, under its key with {@code Shortened}, cut; what is absent has no key. Only a list of things that have
 * several parts, such as the faults of an alert, is a list of such maps.
 */
final class EntryMap {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final Map<String, Object> map = new LinkedHashMap<>();
    private final ZoneId zone;

    private EntryMap(ZoneId zone) {
        this.zone = zone;
    }

    static Map<String, Object> of(JournalEntry entry, ZoneId zone) {
        return new EntryMap(zone).filled(entry);
    }

    private Map<String, Object> filled(JournalEntry entry) {
        map.put("position", entry.position().toString());
        map.put("kind", entry.kind());
        put("stationTime", entry.stationTime());
        put("receivedAt", entry.receivedAt());
        map.put("site", entry.site().value());
        put("station", entry.station());
        putComponents(entry.fact());
        return map;
    }

    private void putComponents(Object record) {
        if (record.getClass().getRecordComponents() == null) {
            map.put("fact", record.toString());
            return;
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(record);
                if (EntryKeys.isListOfRecords(component.getGenericType())) {
                    putList(component.getName(), (Collection<?>) value);
                } else {
                    put(component.getName(), value);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read " + component, e);
            }
        }
    }

    private void putList(String key, Collection<?> records) {
        if (!records.isEmpty()) {
            map.put(
                    key,
                    records.stream()
                            .map(record -> {
                                EntryMap one = new EntryMap(zone);
                                one.putComponents(record);
                                return one.map;
                            })
                            .toList());
        }
    }

    private void put(String key, Object value) {
        switch (value) {
            case null -> {}
            case Optional<?> optional -> optional.ifPresent(present -> put(key, present));
            case Energy energy -> map.put(key + "Wh", energy.wattHours());
            case IdToken token -> {
                map.put(key, token.value());
                map.put(key + "Shortened", token.shortened());
            }
            case Connector connector -> {
                map.put("evse", connector.evse().value());
                map.put("connector", connector.id());
            }
            case Number number -> map.put(key, number);
            case Boolean flag -> map.put(key, flag);
            case Instant time -> {
                map.put(key, time.toString());
                map.put(key + "Local", LOCAL.format(time.atZone(zone)));
            }
            case Collection<?> items ->
                map.put(key, items.stream().map(Object::toString).sorted().collect(Collectors.joining(" ")));
            case Record record when record.getClass().getRecordComponents().length > 1 -> putComponents(record);
            default -> map.put(key, value.toString());
        }
    }
}

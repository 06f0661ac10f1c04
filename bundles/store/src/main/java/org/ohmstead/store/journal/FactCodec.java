package org.ohmstead.store.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.UnknownFact;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/**
 * Facts to JSON and back, driven by their record components. What is absent in old JSON becomes empty; what is not known is
 * skipped. The facts of plugins are written in the same way and read as {@link UnknownFact}, since the plugin may be another
 * or gone by then. Thread-safe.
 */
public final class FactCodec {

    private static final int LONGEST_KIND = 60;

    private final Map<String, Class<? extends Fact>> types = new HashMap<>();
    /** Made when first needed: all at once would cost a tenth of a second of each start. */
    private final Map<String, RecordJson<? extends Fact>> kinds = new ConcurrentHashMap<>();
    /** Kept with the class, so that nothing here holds a plugin that is gone. */
    private final ClassValue<RecordJson<?>> ofPlugins = new ClassValue<>() {
        @Override
        protected RecordJson<?> computeValue(Class<?> type) {
            return new RecordJson<>(type);
        }
    };

    /** For the facts of the core. */
    public FactCodec() {
        for (Class<?> type : Facts.class.getDeclaredClasses()) {
            types.put(type.getSimpleName(), type.asSubclass(Fact.class));
        }
    }

    /**
     * A fact with its JSON made, ready for a unit.
     *
     * @throws IllegalArgumentException if a plugin's fact has a kind that does not fit: the writer would have to take back what
     *     others wrote with it
     */
    public Append append(
            Optional<Instant> stationTime,
            Instant receivedAt,
            SiteId site,
            Optional<StationId> station,
            Fact fact,
            TokenNumbers tokens) {
        if (fact.kind().length() > LONGEST_KIND) {
            throw new IllegalArgumentException("The kind of a fact has at most " + LONGEST_KIND + " characters");
        }
        String json = encode(fact, tokens);
        boolean packed = fact instanceof Facts.ReadingsStored;
        return new Append(stationTime, receivedAt, site, station, fact.kind(), fact.version(), json, packed);
    }

    String encode(Fact fact, TokenNumbers tokens) {
        if (fact instanceof UnknownFact unknown) {
            return unknown.json();
        }
        Class<? extends Fact> ours = types.get(fact.kind());
        if (ours == null) {
            return ofPlugins.get(fact.getClass()).write(fact, tokens);
        }
        if (ours != fact.getClass()) {
            throw new IllegalArgumentException(fact.getClass() + " calls itself by the name of a fact of the core");
        }
        return json(fact.kind()).write(fact, tokens);
    }

    Fact decode(String kind, int version, String json, LongFunction<Optional<IdToken>> tokens) {
        return types.containsKey(kind) ? json(kind).read(json, tokens) : new UnknownFact(kind, version, json);
    }

    private RecordJson<? extends Fact> json(String kind) {
        RecordJson<? extends Fact> known = kinds.get(kind);
        return known != null ? known : kinds.computeIfAbsent(kind, missing -> new RecordJson<>(types.get(missing)));
    }
}

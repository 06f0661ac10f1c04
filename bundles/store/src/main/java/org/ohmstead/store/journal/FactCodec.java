package org.ohmstead.store.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.ohmstead.api.journal.Fact;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.UnknownFact;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;

/**
 * Facts to JSON and back, driven by their record components. What is absent in old JSON becomes empty; what is not known is
 * skipped; a kind that is not known becomes an {@link UnknownFact}. Thread-safe.
 */
public final class FactCodec {

    private final Map<String, RecordJson<? extends Fact>> kinds = new HashMap<>();

    /** For the facts of the core. */
    public FactCodec() {
        for (Class<?> type : Facts.class.getDeclaredClasses()) {
            kinds.put(type.getSimpleName(), new RecordJson<>(type.asSubclass(Fact.class)));
        }
    }

    /** A fact with its JSON made, ready for a unit. */
    public Append append(
            Optional<Instant> stationTime,
            Instant receivedAt,
            SiteId site,
            Optional<StationId> station,
            Fact fact,
            TokenNumbers tokens) {
        String json = encode(fact, tokens);
        boolean packed = fact instanceof Facts.ReadingsStored;
        return new Append(stationTime, receivedAt, site, station, fact.kind(), fact.version(), json, packed);
    }

    String encode(Fact fact, TokenNumbers tokens) {
        if (fact instanceof UnknownFact unknown) {
            return unknown.json();
        }
        RecordJson<?> json = kinds.get(fact.kind());
        if (json == null) {
            throw new IllegalArgumentException("The journal does not know facts of kind " + fact.kind());
        }
        return json.write(fact, tokens);
    }

    Fact decode(String kind, int version, String json, LongFunction<Optional<IdToken>> tokens) {
        RecordJson<? extends Fact> known = kinds.get(kind);
        return known == null ? new UnknownFact(kind, version, json) : known.read(json, tokens);
    }
}

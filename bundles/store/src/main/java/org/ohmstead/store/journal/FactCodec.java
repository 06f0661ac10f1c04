package org.ohmstead.store.journal;

import java.io.StringWriter;
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
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Facts to JSON and back, driven by their record components. What is absent in old JSON becomes empty; what is not known is
 * skipped; a kind that is not known becomes an {@link UnknownFact}. Thread-safe.
 */
public final class FactCodec {

    private final JsonFactory factory = new JsonFactory();
    private final Map<String, RecordShape> shapes = new HashMap<>();

    /** For the facts of the core. */
    public FactCodec() {
        for (Class<?> type : Facts.class.getDeclaredClasses()) {
            shapes.put(type.getSimpleName(), new RecordShape(type));
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
        RecordShape shape = shapes.get(fact.kind());
        if (shape == null) {
            throw new IllegalArgumentException("The journal does not know facts of kind " + fact.kind());
        }
        StringWriter json = new StringWriter(160);
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), json)) {
            shape.write(generator, fact, tokens);
        }
        return json.toString();
    }

    Fact decode(String kind, int version, String json, LongFunction<Optional<IdToken>> tokens) {
        RecordShape shape = shapes.get(kind);
        if (shape == null) {
            return new UnknownFact(kind, version, json);
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return (Fact) shape.read(parser, tokens);
        }
    }

    JsonFactory factory() {
        return factory;
    }
}

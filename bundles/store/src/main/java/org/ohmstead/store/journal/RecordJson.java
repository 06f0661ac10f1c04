package org.ohmstead.store.journal;

import java.io.StringWriter;
import java.util.Optional;
import java.util.function.LongFunction;
import org.ohmstead.api.model.IdToken;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One record type as JSON and back; tokens are written as their numbers. Thread-safe. */
public final class RecordJson<T> {

    static final JsonFactory FACTORY = new JsonFactory();

    private final Class<T> type;
    private final RecordShape shape;

    public RecordJson(Class<T> type) {
        this.type = type;
        this.shape = new RecordShape(type);
    }

    public String write(Object value, TokenNumbers tokens) {
        StringWriter json = new StringWriter(160);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
            shape.write(generator, value, tokens);
        }
        return json.toString();
    }

    /** @param tokens gives the token of a number; empty where the person was erased */
    public T read(String json, LongFunction<Optional<IdToken>> tokens) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return type.cast(shape.read(parser, tokens));
        }
    }
}

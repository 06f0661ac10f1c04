package org.ohmstead.rest.resource;

import java.io.IOException;
import java.util.List;

/** What a route answers. Why it does not is a {@link Problem}. */
public sealed interface Answer {

    /** A body in JSON. */
    record Json(int status, Object body) implements Answer {}

    /** Done, and nothing to say. */
    record Empty() implements Answer {}

    /** A body in another format. */
    record Text(String type, String text) implements Answer {}

    /**
     * Server-sent events until either side is gone.
     *
     * @param over told once they are over, also where nobody read them
     */
    record Events(Writer writer, Runnable over) implements Answer {

        /** Writes the events; blocks until they are over. */
        @FunctionalInterface
        public interface Writer {
            void writeTo(EventStream stream) throws IOException;
        }
    }

    /** 200 with this as JSON. */
    static Answer ok(Object body) {
        return new Json(200, body);
    }

    /** 200 with a list that fits whole. */
    static Answer items(List<?> items) {
        return ok(Items.all(items));
    }

    /** 201 with this as JSON. */
    static Answer created(Object body) {
        return new Json(201, body);
    }

    /** 204. */
    static Answer empty() {
        return new Empty();
    }
}

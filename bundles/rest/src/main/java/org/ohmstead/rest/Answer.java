package org.ohmstead.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.ohmstead.rest.view.Items;
import org.ohmstead.rest.view.ProblemView;

/** What a route answers. */
sealed interface Answer {

    /** A body in JSON. */
    record Json(int status, Object body, Optional<HttpCookie> cookie) implements Answer {}

    /** Done, and nothing to say. */
    record Empty(Optional<HttpCookie> cookie) implements Answer {}

    /** A body in another format. */
    record Text(String type, String text) implements Answer {}

    /** Why not. */
    record Refused(ProblemView problem) implements Answer {}

    /**
     * Server-sent events until either side is gone.
     *
     * @param over told once they are over, also where nobody read them
     */
    record Events(Writer writer, Runnable over) implements Answer {

        /** Writes the events; blocks until they are over. */
        @FunctionalInterface
        interface Writer {
            void writeTo(OutputStream out) throws IOException;
        }
    }

    static Answer ok(Object body) {
        return new Json(200, body, Optional.empty());
    }

    static Answer items(List<?> items) {
        return ok(Items.all(items));
    }

    static Answer created(Object body) {
        return new Json(201, body, Optional.empty());
    }

    static Answer empty() {
        return new Empty(Optional.empty());
    }
}

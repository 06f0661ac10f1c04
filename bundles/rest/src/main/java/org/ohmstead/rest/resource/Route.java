package org.ohmstead.rest.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ohmstead.api.csms.People.Role;

/**
 * One line of the table that routes requests and describes itself as OpenAPI.
 *
 * @param path with parameters in braces
 * @param need who may; empty for everybody
 * @param takes the record the body is bound to; {@link Csv} for CSV, empty for no body
 * @param gives what is in the answer's body; empty where that is no JSON
 * @param givesList whether the answer is a list of {@code gives}
 * @param query parameters and what they mean
 */
public record Route(
        String method,
        String path,
        String summary,
        Optional<Role> need,
        Optional<Class<?>> takes,
        Optional<Class<?>> gives,
        boolean givesList,
        int status,
        Map<String, String> query,
        Work work) {

    /** Answers a call. Runs on a virtual thread and may block. */
    @FunctionalInterface
    public interface Work {

        /** @throws Problem why not */
        Answer answer(Call call);
    }

    /** Stands for a body in CSV. */
    public interface Csv {}

    /** A route of that method. */
    public static Draft get(String path, String summary) {
        return new Draft("GET", path, summary, 200);
    }

    /** A route of that method. */
    public static Draft post(String path, String summary) {
        return new Draft("POST", path, summary, 200);
    }

    /** A route of that method. */
    public static Draft put(String path, String summary) {
        return new Draft("PUT", path, summary, 200);
    }

    /** A route of that method. */
    public static Draft patch(String path, String summary) {
        return new Draft("PATCH", path, summary, 200);
    }

    /** A route of that method. */
    public static Draft delete(String path, String summary) {
        return new Draft("DELETE", path, summary, 204);
    }

    /**
     * A route in the making: to see something is for everybody who signed in, to change something for operators; without body,
     * query or JSON answer until said otherwise.
     */
    public static final class Draft {

        private final String method;
        private final String path;
        private final String summary;
        private final Map<String, String> query = new LinkedHashMap<>();
        private Optional<Role> need;
        private Optional<Class<?>> takes = Optional.empty();
        private Optional<Class<?>> gives = Optional.empty();
        private boolean givesList;
        private int status;

        private Draft(String method, String path, String summary, int status) {
            this.method = method;
            this.path = path;
            this.summary = summary;
            this.status = status;
            this.need = Optional.of(method.equals("GET") ? Role.READ_ONLY : Role.OPERATOR);
        }

        /** For a change that concerns nobody but who asks. */
        public Draft forWhoeverSignedIn() {
            need = Optional.of(Role.READ_ONLY);
            return this;
        }

        /** Also to see it. */
        public Draft forAdministrators() {
            need = Optional.of(Role.ADMINISTRATOR);
            return this;
        }

        /** For what has to work without signing in; not for a {@link Resource}. */
        public Draft forEverybody() {
            need = Optional.empty();
            return this;
        }

        /** A record, or {@link Csv}. */
        public Draft takes(Class<?> body) {
            takes = Optional.of(body);
            return this;
        }

        /** A record. */
        public Draft gives(Class<?> body) {
            gives = Optional.of(body);
            return this;
        }

        /** {@link Items} of a record. */
        public Draft givesList(Class<?> item) {
            gives = Optional.of(item);
            givesList = true;
            return this;
        }

        /** Answers 201. */
        public Draft created() {
            status = 201;
            return this;
        }

        /** Answers 204. */
        public Draft noContent() {
            status = 204;
            return this;
        }

        /** A parameter of the query; others are refused. */
        public Draft query(String name, String meaning) {
            query.put(name, meaning);
            return this;
        }

        /** A list that is read part by part; see {@link Call#page}. */
        public Draft paged() {
            return query("after", "the next of the part before").query("limit", "1 to 1000, 100 where left out");
        }

        /** The route as it is said to be. */
        public Route by(Work work) {
            return new Route(method, path, summary, need, takes, gives, givesList, status, Map.copyOf(query), work);
        }
    }
}

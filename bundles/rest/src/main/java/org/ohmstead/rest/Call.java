package org.ohmstead.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.view.ProblemView.FieldError;

/** A request as a route sees it: what is asked, by whom, checked and in our words. */
final class Call {

    private static final int USUAL_PAGE = 100;

    private final Request request;
    private final Map<String, String> parameters;
    private final Supplier<Optional<Caller>> admission;
    private final Json json;
    private final Fields query;
    private Optional<Caller> caller;

    /** @param admission who asks, who may; asked again once a body was read */
    Call(Request request, Map<String, String> parameters, Supplier<Optional<Caller>> admission, Json json) {
        this.request = request;
        this.parameters = parameters;
        this.admission = admission;
        this.caller = admission.get();
        this.json = json;
        this.query = Request.extractQueryParameters(request);
    }

    /** Who asks, where somebody has to. */
    Caller caller() {
        return caller.orElseThrow();
    }

    /** Who asks, on a route for everybody. */
    Optional<Principal> anybody() {
        return caller.map(Caller::principal);
    }

    /** Whether card numbers are shown in full to whoever asks. */
    boolean seesNumbers() {
        return caller().principal().role().includes(Role.OPERATOR);
    }

    /** As the trail names it: no user's name has a blank, so that no token passes for a person. */
    String who() {
        Principal principal = caller().principal();
        return principal.kind() == Principal.Kind.API_TOKEN ? "token " + principal.name() : principal.name();
    }

    /**
     * For what would let a token outlive its end, or do more than it was made for: more tokens, users, passwords, plugins.
     *
     * @throws Problem 403 to an API token
     */
    void requirePerson() {
        if (caller().principal().kind() == Principal.Kind.API_TOKEN) {
            throw Problem.of(403, "That is for people, not for an API token: sign in with a password.");
        }
    }

    String address() {
        return Request.getRemoteAddr(request);
    }

    int port() {
        return Request.getLocalPort(request);
    }

    boolean isSecure() {
        return request.isSecure();
    }

    String parameter(String name) {
        return parameters.get(name);
    }

    StationId station() {
        return station(parameter("id"));
    }

    /** @throws Problem 404 where it is not registered */
    StationState known(Stations stations) {
        return stations.find(station()).orElseThrow(Problem::noSuchStation);
    }

    /** @throws Problem 404 where it is not registered */
    StationId knownId(Stations stations) {
        return known(stations).station().id();
    }

    TransactionId transaction() {
        return transaction(parameter("id"));
    }

    static StationId station(String text) {
        if (!StationId.isValid(text)) {
            throw Problem.noSuchStation();
        }
        return new StationId(text);
    }

    static TransactionId transaction(String text) {
        try {
            return TransactionId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("There is no transaction of that id.");
        }
    }

    /** A mistyped parameter that counts for nothing would answer another question than was asked, and so would one of two values. */
    void refuseOddQuery(Set<String> known) {
        List<FieldError> odd = query.getNames().stream()
                .filter(name -> !known.contains(name) || query.getValues(name).size() > 1)
                .sorted()
                .map(name -> FieldError.of(name, known.contains(name) ? "is given more than once" : unknown(known)))
                .toList();
        if (!odd.isEmpty()) {
            throw Problem.bad(odd);
        }
    }

    private static String unknown(Set<String> known) {
        return known.isEmpty()
                ? "is no parameter; none is taken here"
                : "is no parameter; there are " + String.join(", ", new TreeSet<>(known));
    }

    /** A parameter of the query. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query.getValue(name)).filter(value -> !value.isEmpty());
    }

    /** One that clocks and databases can do with. */
    Optional<Instant> instant(String name) {
        return query(name).map(text -> {
            try {
                return Moments.check(name, Instant.parse(text));
            } catch (DateTimeParseException e) {
                throw Problem.bad(name, "is a time like 2026-11-22T10:00:00Z");
            }
        });
    }

    Optional<Boolean> flag(String name) {
        return query(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.bad(name, "is true or false");
        });
    }

    /** A token named by value and type. */
    static IdToken idToken(String field, String value, Optional<String> type) {
        if (value.isEmpty() || value.length() > 255) {
            throw Problem.bad(field, "has 1 to 255 characters");
        }
        PlainText.check(field, value);
        return new IdToken(
                value, PlainText.check("type", type, IdToken.LONGEST_TYPE).orElse(IdToken.UNTYPED));
    }

    int limit() {
        return query("limit").map(Call::pageSize).orElse(USUAL_PAGE);
    }

    Page.Request page() {
        return new Page.Request(query("after"), limit());
    }

    private static int pageSize(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= 1_000) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence.
        }
        throw Problem.bad("limit", "is a number from 1 to 1000");
    }

    /** The body as a record, checked for unknown, missing and ill-typed fields. */
    <T> T body(Class<T> type) {
        requireType("application/json");
        return json.read(bytes(Body.LARGEST_JSON), type);
    }

    /** The body as the text of a CSV file. */
    String csv() {
        requireType("text/csv");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(Body.LARGEST_FILE)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(400, "The body is not UTF-8; save the file with that encoding.");
        }
    }

    private void requireType(String expected) {
        String given = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (given == null || !given.split(";", 2)[0].strip().equalsIgnoreCase(expected)) {
            throw Problem.of(415, "The body has to be " + expected + ".");
        }
    }

    /** It may have taken its time, in which whoever asks may have lost the right to. */
    private byte[] bytes(int most) {
        byte[] body = Body.read(request, most);
        caller = admission.get();
        return body;
    }

    /**
     * Somebody who proved who it is.
     *
     * @param secret by what
     * @param byCookie whether a browser added the secret by itself
     */
    record Caller(Principal principal, String secret, boolean byCookie) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Caller[" + principal.name() + "]";
        }
    }
}

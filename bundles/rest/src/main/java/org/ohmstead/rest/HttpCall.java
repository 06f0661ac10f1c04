package org.ohmstead.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.Principal;
import org.ohmstead.rest.resource.Call;
import org.ohmstead.rest.resource.FieldError;
import org.ohmstead.rest.resource.Problem;

/** A call that came over HTTP. */
final class HttpCall implements Call {

    private final Request request;
    private final Response response;
    private final Map<String, String> parameters;
    private final Supplier<Optional<Caller>> admission;
    private final People people;
    private final Json json;
    private final Fields query;
    private Optional<Caller> caller;
    private boolean noted;

    /** @param admission who asks, who may; asked again once a body was read */
    HttpCall(
            Request request,
            Response response,
            Map<String, String> parameters,
            Supplier<Optional<Caller>> admission,
            People people,
            Json json) {
        this.request = request;
        this.response = response;
        this.parameters = parameters;
        this.admission = admission;
        this.caller = admission.get();
        this.people = people;
        this.json = json;
        this.query = Request.extractQueryParameters(request);
    }

    @Override
    public Principal caller() {
        return caller.orElseThrow().principal();
    }

    /** Whether somebody asks, on a route for everybody. */
    boolean isKnown() {
        return caller.isPresent();
    }

    /** By what who asks proved who it is. */
    String secret() {
        return caller.orElseThrow().secret();
    }

    /** Browsers send cookies to every port of a host, so that each server on a machine needs a name of its own. */
    static String cookieName(int port) {
        return "ohmstead-session-" + port;
    }

    /** From now on the browser shows this secret, for as long as it runs. */
    void remember(String secret) {
        putCookie(secret, -1);
    }

    void forget() {
        putCookie("", 0);
    }

    /** @param maxAge in seconds; negative for as long as the browser runs */
    private void putCookie(String secret, long maxAge) {
        Response.putCookie(
                response,
                HttpCookie.build(cookieName(Request.getLocalPort(request)), secret)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .path("/")
                        .maxAge(maxAge)
                        .build());
    }

    @Override
    public boolean isStillAdmitted() {
        return people.authenticate(secret()).isPresent();
    }

    @Override
    public String address() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public String parameter(String name) {
        return parameters.get(name);
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

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.getValue(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public <T> T body(Class<T> type) {
        requireType("application/json");
        return json.read(bytes(Body.LARGEST_JSON), type);
    }

    @Override
    public String csv() {
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

    @Override
    public void noted() {
        noted = true;
    }

    boolean isNoted() {
        return noted;
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

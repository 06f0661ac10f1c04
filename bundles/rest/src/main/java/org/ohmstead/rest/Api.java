package org.ohmstead.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.People;
import org.ohmstead.api.csms.People.Role;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.rest.HttpCall.Caller;
import org.ohmstead.rest.Router.Match;
import org.ohmstead.rest.resource.Answer;
import org.ohmstead.rest.resource.Problem;
import org.ohmstead.rest.resource.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge: who asks, may they, which route, and every error in one form. */
final class Api extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String BEARER = "Bearer ";
    private static final String CSRF_HEADER = "X-Ohmstead";

    /** Bytes. One that is larger is not waited for; the answer then says that the connection ends. */
    private static final int SMALL_BODY = 64 * 1024;

    private static final int LONGEST_WAIT_SECONDS = 2;

    private final People people;
    private final Audit audit;
    private volatile Table table;

    Api(People people, Audit audit) {
        this.people = people;
        this.audit = audit;
    }

    /** From now on, and before it is asked anything; what is under way goes on by what it found. */
    void serve(Table fresh) {
        table = fresh;
    }

    Table table() {
        return table;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Table now = table;
        Runnable writing;
        try {
            Answer answer = answer(now, request, response);
            writing = () -> write(answer, now.json(), response, callback);
        } catch (Problem e) {
            writing = refusal(e, now.json(), response, callback);
        } catch (StoreUnavailable e) {
            LOG.warn(
                    "{} {} was not done: {}",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    e.getMessage());
            writing = refusal(
                    Problem.of(
                            503,
                            "Nothing is known to be done, because of the store: " + e.getMessage() + ". Try again."),
                    now.json(),
                    response,
                    callback);
        } catch (RuntimeException e) {
            writing = refusal(failed(request, e), now.json(), response, callback);
        }
        readToEnd(request, response);
        writing.run();
        return true;
    }

    /**
     * What was refused before its body was read. Without this Jetty closes the connection behind the answer, untold, and a client
     * that sends its next request on it loses that.
     */
    private static void readToEnd(Request request, Response response) {
        boolean ended = isSmall(request) ? restComes(request) : request.consumeAvailable();
        if (!ended) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
    }

    private static boolean isSmall(Request request) {
        return request.getLength() <= SMALL_BODY
                && request.getLength() > 0
                && !request.getHeaders().contains(HttpHeader.EXPECT);
    }

    private static boolean restComes(Request request) {
        var read = new Callback.Completable();
        Content.Source.consumeAll(request, read);
        try {
            read.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The body of a refused request did not come", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Problem failed(Request request, RuntimeException e) {
        if (e instanceof HttpException refused && refused.getCode() < 500) { // Jetty could not read the query
            return Problem.of(refused.getCode(), "The query is not well formed.");
        }
        LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
        return Problem.of(500, "Something went wrong here; the log tells more.");
    }

    private Answer answer(Table now, Request request, Response response) {
        Match match =
                now.router().match(isHead(request) ? "GET" : request.getMethod(), Request.getPathInContext(request));
        if (match instanceof Match.Found found) {
            return answer(found, now.json(), request, response);
        }
        somebody(request, response);
        if (match instanceof Match.WrongMethod wrong) {
            response.getHeaders().put(HttpHeader.ALLOW, wrong.allowed());
            throw Problem.of(405, "Here one can only " + wrong.allowed() + ".");
        }
        throw Problem.notFound("There is nothing here.");
    }

    private Answer answer(Match.Found found, Json json, Request request, Response response) {
        Route route = found.route();
        var call = new HttpCall(
                request, response, found.parameters(), () -> admitted(request, response, route), people, json);
        if (route.path().startsWith("/api/")) { // what asks after health may add what it likes
            call.refuseOddQuery(route.query().keySet());
        }
        Answer answer = route.work().answer(call);
        if (!route.method().equals("GET") && !call.isNoted()) {
            audit.record(call.who(), route.method(), route.path(), Optional.empty(), Optional.empty());
        }
        return answer;
    }

    /** Who asks for a head gets that of the whole answer; Jetty sends no more of it. */
    private static boolean isHead(Request request) {
        return HttpMethod.HEAD.is(request.getMethod());
    }

    /** Who asks, if that is somebody who may. */
    private Optional<Caller> admitted(Request request, Response response, Route route) {
        if (route.need().isEmpty()) {
            return caller(request);
        }
        Caller caller = somebody(request, response);
        requireRight(request, route.need().get(), caller);
        return Optional.of(caller);
    }

    private Caller somebody(Request request, Response response) {
        return caller(request).orElseThrow(() -> {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            return Problem.of(401, "Sign in, or send an API token.");
        });
    }

    private Optional<Caller> caller(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header != null) {
            String secret = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? header.substring(BEARER.length()).strip()
                    : "";
            return people.authenticate(secret).map(principal -> new Caller(principal, secret, false));
        }
        String name = HttpCall.cookieName(Request.getLocalPort(request));
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .flatMap(secret -> people.authenticate(secret).map(principal -> new Caller(principal, secret, true)));
    }

    private static void requireRight(Request request, Role need, Caller caller) {
        if (!caller.principal().role().includes(need)) {
            throw Problem.of(
                    403,
                    need == Role.OPERATOR
                            ? "Your role is read only: it sees this, but may not change it."
                            : "That is for administrators.");
        }
        // A foreign page can make a browser send the cookie, but not this header.
        if (caller.byCookie()
                && !HttpMethod.GET.is(request.getMethod())
                && !isHead(request)
                && !request.getHeaders().contains(CSRF_HEADER)) {
            throw Problem.of(403, "The header " + CSRF_HEADER + " is missing.");
        }
    }

    private static Runnable refusal(Problem problem, Json json, Response response, Callback callback) {
        var view = new ProblemView(
                "about:blank",
                HttpStatus.getMessage(problem.status()),
                problem.status(),
                Optional.of(problem.getMessage()),
                problem.errors());
        return () -> write(response, view.status(), "application/problem+json", json.write(view), callback);
    }

    private static void write(Response response, int status, String type, byte[] body, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static void write(Answer answer, Json json, Response response, Callback callback) {
        switch (answer) {
            case Answer.Json it -> write(response, it.status(), "application/json", json.write(it.body()), callback);
            case Answer.Empty it -> {
                response.setStatus(HttpStatus.NO_CONTENT_204);
                callback.succeeded();
            }
            case Answer.Text it ->
                write(response, HttpStatus.OK_200, it.type(), it.text().getBytes(StandardCharsets.UTF_8), callback);
            case Answer.Events it -> write(it, json, response, callback);
        }
    }

    private static void write(Answer.Events events, Json json, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            if (!isHead(response.getRequest())) {
                events.writer().writeTo(new SentEvents(out, json));
            }
        } catch (IOException e) {
            LOG.debug("A viewer is gone: {}", e.getMessage());
            callback.failed(e);
            return;
        } finally {
            events.over().run();
        }
        callback.succeeded();
    }
}

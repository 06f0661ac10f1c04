package org.ohmstead.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.ohmstead.api.csms.People;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Serves the console's pages and files. It holds no data: the pages fetch that from {@code /api/v1} with the same session.
 * Anonymous people get the sign-in page and the files that page needs. The headers that harden every answer are set by
 * {@code http} around it.
 */
@Component(service = Handler.class, property = "ohmstead.path=/")
public final class ConsoleHandler extends Handler.Abstract {

    private static final String ASSETS = "/assets/";
    private static final String SIGN_IN = "/sign-in";

    /** As {@code rest} sets it at sign-in; followed by the port, because browsers send cookies to every port of a host. */
    private static final String SESSION_COOKIE = "ohmstead-session-";

    /** First segments of the addresses the shell has a page for. */
    private static final Set<String> PAGES =
            Set.of("", "stations", "transactions", "review", "cards", "routes", "settings", "people", "audit");

    private final Assets assets;
    private final HtmlPage signIn;
    private final HtmlPage shell;
    private final People people;

    @Activate
    public ConsoleHandler(BundleContext context, @Reference People people) {
        this(Assets.of(context.getBundle()), people);
    }

    ConsoleHandler(Assets assets, People people) {
        this.assets = assets;
        this.signIn = HtmlPage.signIn(assets);
        this.shell = HtmlPage.shell(assets);
        this.people = people;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            say(HttpStatus.METHOD_NOT_ALLOWED_405, "Only reading is possible here.", response, callback);
            return true;
        }
        String path = Request.getPathInContext(request);
        if (path.startsWith(ASSETS)) {
            serveAsset(path.substring(ASSETS.length()), request, response, callback);
        } else if (path.equals(SIGN_IN)) {
            servePage(signIn, HttpStatus.OK_200, request, response, callback);
        } else if (signedIn(request)) {
            boolean known = PAGES.contains(firstSegment(path));
            servePage(shell, known ? HttpStatus.OK_200 : HttpStatus.NOT_FOUND_404, request, response, callback);
        } else if (isNavigation(request)) {
            Response.sendRedirect(request, response, callback, HttpStatus.SEE_OTHER_303, signInFor(request), false);
        } else {
            refuse(response, callback);
        }
        return true;
    }

    /** Whether a file exists is told only to those who may read it. */
    private void serveAsset(String address, Request request, Response response, Callback callback) {
        String ofThisRelease = assets.release() + "/";
        Optional<String> path = Optional.of(address)
                .filter(a -> a.startsWith(ofThisRelease))
                .map(a -> a.substring(ofThisRelease.length()));
        if (!path.map(Assets::isPublic).orElse(false) && !signedIn(request)) {
            refuse(response, callback);
            return;
        }
        Optional<byte[]> bytes = path.flatMap(assets::find);
        if (bytes.isEmpty()) {
            say(HttpStatus.NOT_FOUND_404, "There is no such file in this release.", response, callback);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Assets.type(path.get()));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, max-age=31536000, immutable");
        // A file never changes under its address, so the address is what tells versions apart.
        serve(bytes.get(), '"' + assets.release() + '"', HttpStatus.OK_200, request, response, callback);
    }

    private void servePage(HtmlPage page, int status, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Assets.type(".html"));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, no-cache");
        response.getHeaders().put(HttpHeader.VARY, "Cookie");
        response.getHeaders().put("Content-Security-Policy", page.policy());
        serve(page.bytes(), page.etag(), status, request, response, callback);
    }

    private void serve(byte[] bytes, String etag, int status, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.ETAG, etag);
        if (etag.equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            response.write(true, null, callback);
            return;
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, head ? null : ByteBuffer.wrap(bytes), callback);
    }

    private static void refuse(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        say(HttpStatus.UNAUTHORIZED_401, "Sign in first.", response, callback);
    }

    private static void say(int status, String sentence, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(sentence.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private boolean signedIn(Request request) {
        String name = SESSION_COOKIE + Request.getLocalPort(request);
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .anyMatch(cookie -> people.authenticate(cookie.getValue()).isPresent());
    }

    /** A person typing an address or following a link, as opposed to a script or a file the page needs. */
    private static boolean isNavigation(Request request) {
        HttpField accept = request.getHeaders().getField(HttpHeader.ACCEPT);
        return accept != null && accept.getValue().contains("text/html");
    }

    private static String signInFor(Request request) {
        String wanted = request.getHttpURI().getPathQuery();
        return wanted.equals("/") ? SIGN_IN : SIGN_IN + "#" + wanted;
    }

    private static String firstSegment(String path) {
        int slash = path.indexOf('/', 1);
        return path.substring(1, slash < 0 ? path.length() : slash);
    }
}

package org.ohmstead.http;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What holds for every request: it must name this server, and the answer tells the browser to trust nothing from elsewhere. A
 * handler that serves an inline import map puts its own policy with the hash of it in place of {@link #POLICY}.
 */
final class Gate extends Handler.Wrapper {

    static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'; img-src 'self' data:";

    private final Set<String> names;
    private final boolean secure;

    Gate(Set<String> names, boolean secure, Handler next) {
        super(next);
        this.names = names.stream().map(Gate::folded).collect(Collectors.toUnmodifiableSet());
        this.secure = secure;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (secure) {
            headers.put(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");
        }
        // A page of evil.example whose name was rebound to 127.0.0.1 still says evil.example here.
        String host = Request.getServerName(request);
        if (host == null || !names.contains(folded(host))) {
            ProblemDetails.write(
                    response,
                    callback,
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "This server is not called that; see hostNames in config/org.ohmstead.http.cfg.");
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static String folded(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return (bracketed ? host.substring(1, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    }
}

package org.ohmstead.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Errors as problem details (RFC 9457). What Jetty itself has to refuse goes out without a detail: its words are about its inside. */
final class ProblemDetails implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        write(response, callback, response.getStatus(), "");
        return true;
    }

    /** @param detail a sentence of ours without quotes, or nothing */
    static void write(Response response, Callback callback, int status, String detail) {
        String body = "{\"type\":\"about:blank\",\"title\":\"" + HttpStatus.getMessage(status) + "\",\"status\":"
                + status + (detail.isEmpty() ? "" : ",\"detail\":\"" + detail + "\"") + "}";
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }
}

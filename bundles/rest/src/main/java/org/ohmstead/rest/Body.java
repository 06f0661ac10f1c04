package org.ohmstead.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.ohmstead.rest.resource.Problem;

/** What a client sends: no more than the route means to read, and not for longer than is good for everybody else. */
final class Body {

    /** Bytes, for everything in JSON. Read before anybody signed in, so that many at once have to fit into the memory. */
    static final int LARGEST_JSON = 16 * 1024;

    /** As much as the people's port takes, for a file of an operator. */
    static final int LARGEST_FILE = Integer.MAX_VALUE;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Body() {}

    /**
     * Blocks until all of it is there.
     *
     * @param most bytes
     * @throws Problem 413, 408, or 400 if it broke off
     */
    static byte[] read(Request request, int most) {
        if (request.getLength() > most) {
            throw tooLarge(most);
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            return read(in, most, PATIENCE);
        } catch (HttpException.RuntimeException e) {
            throw refused(e);
        } catch (IOException e) {
            throw e.getCause() instanceof HttpException refused
                    ? refused(refused)
                    : Problem.of(400, "The body broke off.");
        }
    }

    static byte[] read(InputStream in, int most, Duration patience) throws IOException {
        long begun = System.nanoTime();
        var body = new ByteArrayOutputStream();
        byte[] part = new byte[8 * 1024];
        for (int length = in.read(part); length >= 0; length = in.read(part)) {
            if (length > most - body.size()) {
                throw tooLarge(most);
            }
            body.write(part, 0, length);
            // One who sends a byte now and then is never silent for long, and would stay.
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw Problem.of(408, "The body took longer than " + patience.toSeconds() + " seconds.");
            }
        }
        return body.toByteArray();
    }

    private static Problem tooLarge(int most) {
        return Problem.of(413, "The body is larger than " + most / 1024 + " KiB.");
    }

    private static Problem refused(HttpException cause) {
        return Problem.of(cause.getCode(), cause.getReason());
    }
}

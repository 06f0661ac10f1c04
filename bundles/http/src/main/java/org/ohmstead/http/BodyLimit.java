package org.ohmstead.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * How much a request may bring. What is too much still comes in, and is thrown away: a client that is sending does not look for an
 * answer, and a connection closed in its face has it say that the server broke off. Whoever reads the body gets an {@link
 * HttpException} with status 413 and a sentence for people in place of its end.
 */
final class BodyLimit extends Handler.Wrapper {

    /** Bytes: a CSV of some fifty thousand tokens. */
    private static final long LARGEST = 4L << 20;

    /** Bytes. Nobody means to send more than that. */
    private static final long LONGEST_WASTE = 256L << 20;

    private static final String SENTENCE = "The body is larger than " + (LARGEST >> 20)
            + " MiB, and no more is taken at once. Split the file into several, each with the header line, and send one after"
            + " another.";

    BodyLimit(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Limited(request), response, callback);
    }

    private static final class Limited extends Request.Wrapper {

        private long came;
        private Content.Chunk refusal;

        private Limited(Request request) {
            super(request);
            if (getLength() > LARGEST && getHeaders().contains(HttpHeader.EXPECT)) {
                refusal = refused(); // it asks before it sends
            }
        }

        private static Content.Chunk refused() {
            return Content.Chunk.from(new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413, SENTENCE));
        }

        @Override
        public Content.Chunk read() {
            while (refusal == null) {
                Content.Chunk chunk = super.read();
                if (chunk == null || Content.Chunk.isFailure(chunk)) {
                    return chunk;
                }
                came += chunk.remaining();
                if (Math.max(came, getLength()) <= LARGEST) {
                    return chunk;
                }
                if (chunk.isLast() || came > LONGEST_WASTE) {
                    refusal = refused();
                }
                chunk.release();
            }
            return refusal;
        }
    }
}

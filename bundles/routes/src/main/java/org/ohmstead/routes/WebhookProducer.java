package org.ohmstead.routes;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Posts the body, text or a map, as JSON to another system, signed so that it can tell whose it is: {@code Ohmstead-Signature} is
 * {@code sha256=} and HMAC-SHA256, in hexadecimal, of {@code Ohmstead-Timestamp}, a dot and the body. The time, in seconds since
 * 1970, is signed too, so that an old message cannot be sent again by somebody else. Any answer but 2xx is a failure, and so is one
 * that is not complete when the patience ends. The answer becomes the body, at most its first 8192 bytes.
 */
final class WebhookProducer extends DefaultProducer {

    private static final int SHOWN = 200;
    private static final int TAKEN_BYTES = 8192;

    private final URI url;
    private final String secret;
    private final Duration patience;
    private final Secrets secrets;
    private final Clock clock;
    private final HttpClient client;

    /** @param secret the name of it, not the secret */
    WebhookProducer(Endpoint endpoint, URI url, String secret, Duration patience, Secrets secrets, Clock clock) {
        super(endpoint);
        this.url = url;
        this.secret = secret;
        this.patience = patience;
        this.secrets = secrets;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void process(Exchange exchange) throws IOException, InterruptedException, InvalidPayloadException {
        Message message = exchange.getMessage();
        String body = message.getBody() instanceof Map<?, ?> map
                ? Json.of(map, List.of())
                : message.getMandatoryBody(String.class);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Ohmstead-Timestamp", timestamp)
                .header("Ohmstead-Signature", "sha256=" + signature(secrets.apply(secret), timestamp + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        String position = message.getHeader("position", String.class);
        if (position != null) {
            request.header("Ohmstead-Position", position);
        }
        HttpResponse<String> response = send(request.build());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(url.getHost() + " answered " + response.statusCode() + ": " + start(response.body()));
        }
        message.setBody(response.body());
    }

    /** The patience is for all of it: the client's own ends with the headers. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, headers -> new Beginning(TAKEN_BYTES));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    url.getAuthority() + " gave no complete answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConnectException
                    ? new IOException("Nobody answers at " + url.getAuthority())
                    : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static String start(String answer) {
        String line = answer.strip().lines().findFirst().orElse("");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN);
    }

    private static String signature(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        client.shutdownNow();
        super.doShutdown();
    }
}

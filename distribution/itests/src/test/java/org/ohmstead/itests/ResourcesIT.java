package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.People;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** Each part of REST comes and goes with its bundle, and the others stay. */
@InContainer
public class ResourcesIT {

    /** A route of each. */
    private static final Map<String, String> PARTS = Map.of(
            "org.ohmstead.rest-live", "/api/v1/overview",
            "org.ohmstead.rest-stations", "/api/v1/stations",
            "org.ohmstead.rest-charging", "/api/v1/tokens",
            "org.ohmstead.rest-server", "/api/v1/sites");

    @Inject
    private BundleContext context;

    @Inject
    private People people;

    @Test
    public void aBundleThatGoesTakesItsRoutesAndNoOthers() throws Exception {
        URI console = console();
        String secret = people.admitOwner();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String gone : PARTS.keySet()) {
                bundle(gone).stop();
                for (var part : PARTS.entrySet()) {
                    assertThat(status(client, console.resolve(part.getValue()), secret))
                            .as("%s without %s", part.getValue(), gone)
                            .isEqualTo(part.getKey().equals(gone) ? 404 : 200);
                }
                bundle(gone).start();
                assertThat(status(client, console.resolve(PARTS.get(gone)), secret))
                        .as("%s again", gone)
                        .isEqualTo(200);
            }
        }
    }

    private static int status(HttpClient client, URI uri, String secret) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + secret)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private URI console() {
        Patience.await("the console's door", () -> doors().containsKey(Door.CONSOLE));
        return doors().get(Door.CONSOLE);
    }

    private Map<String, URI> doors() {
        try {
            return context.getServiceReferences(Door.class, null).stream()
                    .map(context::getService)
                    .collect(Collectors.toMap(Door::name, Door::uri));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

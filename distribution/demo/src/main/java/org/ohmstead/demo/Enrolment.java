package org.ohmstead.demo;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the fleet known to the server, signed in with the administrator's first password. */
final class Enrolment {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI console;
    private final Path firstPassword;

    Enrolment(URI console, Path firstPassword) {
        this.console = console;
        this.firstPassword = firstPassword;
    }

    void enrol(Fleet fleet) throws IOException, InterruptedException {
        if (!Files.exists(firstPassword)) {
            throw new IOException("The demo's stations can only be enrolled at the first start of a home directory.");
        }
        JsonObject signIn = Json.object()
                .add("name", "admin")
                .add("password", Files.readString(firstPassword).strip())
                .add("bearer", true);
        String answer = post(request("session", "application/json", signIn.toString()));
        String token = Json.parse(answer).asObject().getString("token", "");

        post(request("tokens/import", "text/csv", fleet.cardsAsCsv()).header("Authorization", "Bearer " + token));
        post(request("stations/import", "text/csv", fleet.stationsAsCsv()).header("Authorization", "Bearer " + token));
        fleet.keep();
    }

    private HttpRequest.Builder request(String path, String type, String body) {
        return HttpRequest.newBuilder(console.resolve("/api/v1/" + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private String post(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    response.uri().getPath() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}

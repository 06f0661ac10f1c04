package org.ohmstead.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface of a server, as its administrator uses it. */
public final class Rest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final String token;

    private Rest(URI console, String token) {
        this.base = URI.create(console + "/api/v1");
        this.token = token;
    }

    public static Rest signIn(URI console, String password) throws IOException, InterruptedException {
        JsonNode session =
                new Rest(console, "").post("/session", Map.of("name", "admin", "password", password, "bearer", true));
        return new Rest(console, session.get("token").asString());
    }

    /** How the server is, with what only people hear who are signed in. */
    JsonNode health() throws IOException, InterruptedException {
        return send(request("/../../health").GET().build());
    }

    public JsonNode get(String route) throws IOException, InterruptedException {
        return send(request(route).GET().build());
    }

    public JsonNode post(String route, Object body) throws IOException, InterruptedException {
        return send(request(route)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    JsonNode importCsv(String route, String csv) throws IOException, InterruptedException {
        return send(request(route)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv))
                .build());
    }

    /** Registers stations and tokens; gives the stations' keys. */
    Map<String, String> register(List<String> stations, List<String> tokens) throws IOException, InterruptedException {
        Map<String, String> passwords = new HashMap<>();
        for (JsonNode credential : importCsv("/stations/import", "id\n" + String.join("\n", stations) + "\n")
                .get("items")) {
            passwords.put(
                    credential.get("id").asString(), credential.get("password").asString());
        }
        importCsv("/tokens/import", "value\n" + String.join("\n", tokens) + "\n");
        return passwords;
    }

    /** What stands at an address, as it is. */
    String text(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** All items of a list, page by page; the route may say after which, as its only parameter. */
    public List<JsonNode> all(String route) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String whole = route.replaceFirst("[?]after=[^&]*$", "");
        String address = route;
        while (true) {
            JsonNode page = get(and(address, "limit=1000"));
            page.get("items").forEach(items::add);
            if (!page.hasNonNull("next") || page.get("items").isEmpty()) {
                return items;
            }
            address = and(whole, "after=" + page.get("next").asString());
        }
    }

    private static String and(String address, String parameter) {
        return address + (address.contains("?") ? "&" : "?") + parameter;
    }

    private HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(URI.create(base + route).normalize()).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new AssertionError(
                    request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }
}

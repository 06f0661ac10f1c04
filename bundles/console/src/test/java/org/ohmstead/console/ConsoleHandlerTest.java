package org.ohmstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handler in a real server on a port of its own, with the bundle's real files. */
class ConsoleHandlerTest {

    private static final Path WEB = Path.of("target/classes/web");

    private final Assets assets = new Assets(files());
    private final Server server = new Server();
    private final ServerConnector port = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        port.setHost("127.0.0.1");
        server.addConnector(port);
        server.setHandler(new ConsoleHandler(assets, new OnePerson("good")));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/stations", "/stations/CP-1", "/people", "/nowhere", "/assets/", "/index.html"})
    void anonymousScriptsAreRefused(String path) {
        assertThat(get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void everyFileButThoseOfTheSignInPageIsRefusedToAnonymousPeople() {
        for (String path : files().keySet()) {
            int expected = path.startsWith("public/") ? 200 : 401;
            assertThat(get(asset(path)).statusCode()).as(path).isEqualTo(expected);
        }
    }

    @Test
    void anonymousPeopleDoNotLearnWhichFilesExist() {
        assertThat(get(asset("app/none.js")).statusCode()).isEqualTo(401);
        assertThat(get("/assets/0000/app/app.js").statusCode()).isEqualTo(401);
    }

    @Test
    void theSignInPageNamesOnlyFilesThatAnonymousPeopleGet() {
        HttpResponse<String> page = get("/sign-in");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(addressesIn(page.body()))
                .isNotEmpty()
                .allSatisfy(address -> assertThat(get(address).statusCode()).isEqualTo(200));
    }

    /** A package installs the command, and who unpacked it knows where it lies. */
    @Test
    void theSignInPageNamesTheCommandAsEverybodyHasIt() {
        assertThat(get("/sign-in").body())
                .contains("<code>ohmstead reset-admin</code>")
                .doesNotContain("bin/ohmstead");
    }

    @Test
    void aPersonWithoutASessionIsSentToTheSignInPageAndKeepsTheWay() {
        HttpResponse<String> answer = get("/stations/CP-1?view=events", "Accept", "text/html,*/*");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/sign-in#/stations/CP-1?view=events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "", "good2"})
    void aWrongSessionIsNoSession(String secret) {
        assertThat(get("/", "Cookie", cookie(secret)).statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionOfAnotherServerOnThisMachineIsNoSession() {
        assertThat(get("/", "Cookie", "ohmstead-session-1=good").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/stations", "/stations/CP%201", "/transactions/0d8k2m4q1r7tf", "/cards", "/audit"})
    void signedInPeopleGetThePages(String path) {
        assertThat(signedIn(path).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownPageIsStillAPageThatSaysSo() {
        HttpResponse<String> answer = signedIn("/nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("<ohm-app>");
    }

    @Test
    void theShellNamesOnlyFilesThatAreThere() {
        assertThat(addressesIn(signedIn("/").body()))
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        address -> assertThat(signedIn(address).statusCode()).isEqualTo(200));
    }

    @Test
    void everyImportOfTheModulesIsResolved() {
        String map = importMap(signedIn("/").body());
        for (String module : assets.modules()) {
            for (String imported : importsOf(assets.text(module))) {
                String target = imported.startsWith(".")
                        ? Path.of(module).resolveSibling(imported).normalize().toString()
                        : resolved(imported, map);
                assertThat(assets.find(target))
                        .as("%s imports %s", module, imported)
                        .isPresent();
            }
        }
    }

    @Test
    void thePolicyAllowsTheImportMapAndNoOtherInlineScript() throws Exception {
        HttpResponse<String> page = signedIn("/");
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(importMap(page.body()).getBytes(StandardCharsets.UTF_8));

        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'")
                .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void theSignInPageAllowsNoInlineScriptAtAll() {
        assertThat(get("/sign-in").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("script-src 'self';"));
    }

    @Test
    void filesAreKeptForEverUnderTheAddressOfTheirRelease() {
        HttpResponse<String> file = signedIn(asset("app/app.js"));

        assertThat(file.headers().firstValue("Cache-Control")).hasValue("private, max-age=31536000, immutable");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=utf-8");
    }

    @Test
    void theReleaseChangesWithAnyFile() {
        Map<String, byte[]> changed = files();
        changed.put("app/app.js", new byte[] {1});

        assertThat(new Assets(changed).release()).isNotEqualTo(assets.release());
    }

    @Test
    void aPageThatDidNotChangeIsNotSentAgain() {
        String etag = signedIn("/").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = get("/", "Cookie", cookie("good"), "If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void aPageIsAskedForAgainEachTimeSoThatSigningOutShows() {
        assertThat(signedIn("/").headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public/../app/app.js",
                "public/%2e%2e/app/app.js",
                "public/..%2fapp/app.js",
                "public/%2e%2e%2fapp/app.js",
                "public/..;/app/app.js",
                "public//../app/app.js",
                "../../META-INF/MANIFEST.MF",
                "%2e%2e/%2e%2e/META-INF/MANIFEST.MF"
            })
    void noDetourLeadsOutOfThePublicFolder(String detour) throws IOException {
        // By hand, because a client would tidy the address first.
        String statusLine = raw("GET " + asset(detour) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(statusLine).containsAnyOf(" 400 ", " 401 ", " 404 ").doesNotContain("import {");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void onlyReadingIsPossible(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/sign-in"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }

    @Test
    void headTellsTheSizeWithoutTheBody() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/sign-in")).HEAD().build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(get("/sign-in").body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(answer.body()).isEmpty();
    }

    private HttpResponse<String> signedIn(String path) {
        return get(path, "Cookie", cookie("good"));
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port.getLocalPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port.getLocalPort() + path);
    }

    private String asset(String path) {
        return "/assets/" + assets.release() + "/" + path;
    }

    private String cookie(String secret) {
        return "ohmstead-session-" + port.getLocalPort() + "=" + secret;
    }

    private static List<String> addressesIn(String html) {
        return Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String importMap(String html) {
        var found = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static List<String> importsOf(String script) {
        return Pattern.compile("(?:from|import)\\s*[\"']([\\w@./-]+)[\"']")
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The longest entry of the import map that fits, as browsers choose it. */
    private String resolved(String imported, String map) {
        String base = asset("");
        Map<String, String> entries = new TreeMap<>();
        Pattern.compile("\"([^\"]+)\":\"([^\"]+)\"")
                .matcher(map)
                .results()
                .forEach(found -> entries.put(found.group(1), found.group(2)));
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().equals(imported)
                        || entry.getKey().endsWith("/") && imported.startsWith(entry.getKey()))
                .reduce((shorter, longer) -> longer)
                .map(entry ->
                        entry.getValue() + imported.substring(entry.getKey().length()))
                .orElse("nothing")
                .replace(base, "");
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(WEB)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(WEB.relativize(path).toString(), Files.readAllBytes(path));
            }
        } catch (IOException e) {
            throw new AssertionError("The bundle's files are not there", e);
        }
        return files;
    }
}

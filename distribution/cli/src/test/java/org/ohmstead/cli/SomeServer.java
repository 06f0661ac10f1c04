package org.ohmstead.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** An HTTP server that answers as it is told, and the command line that asks it. */
final class SomeServer implements AutoCloseable {

    private record Canned(int status, String body) {}

    private final HttpServer http;
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    SomeServer() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** Over TLS, with the certificate of this context. */
    static SomeServer with(SSLContext certificate) throws IOException {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return new SomeServer(https);
    }

    private SomeServer(HttpServer http) {
        this.http = http;
        http.createContext("/", this::answer);
        http.start();
        answers("GET /sites", 200, "{'items':[{'id':'default','zone':'Europe/Berlin'}]}");
    }

    /** @param json with single quotes in place of double ones */
    SomeServer answers(String request, int status, String json) {
        answers.put(request, new Canned(status, json.replace('\'', '"')));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().toString().replace("/api/v1", "");
        asked.add((request + " " + body).strip());
        Canned canned = answers.getOrDefault(request, new Canned(404, "{\"detail\":\"There is nothing here.\"}"));
        byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Each request with its body. */
    List<String> asked() {
        return asked;
    }

    int port() {
        return http.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    Said runs(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        int names = all.indexOf("--");
        all.addAll(names < 0 ? all.size() : names, List.of("--server", url()));
        return run(Map.of("OHMSTEAD_TOKEN", "oh_secret"), all.toArray(String[]::new));
    }

    static Said run(Map<String, String> environment, String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(environment, new PrintWriter(out), new PrintWriter(err), words);
        return new Said(exit, out.toString(), err.toString());
    }

    /** What a command ended with and said. */
    record Said(int exit, String out, String err) {}

    @Override
    public void close() {
        http.stop(0);
    }
}

package org.ohmstead.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The Jetty server: one connector, and what every request passes before somebody answers it. */
final class Port {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(30);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

    private final Server server;
    private final ServerConnector connector;
    private final boolean secure;
    private final Optional<KeystoreWatch> renewals;
    private final Optional<CertificateCheck> certificate;

    /**
     * Where the port is.
     *
     * @param keystore empty for no TLS
     */
    record Place(String host, int number, String keystore, String keystorePassword) {

        static Place of(HttpService.Settings settings, int number) {
            return new Place(settings.host(), number, settings.keystore(), settings.keystorePassword());
        }

        static Place onThisMachine(int number) {
            return new Place("127.0.0.1", number, "", "");
        }

        boolean secure() {
            return !keystore.isEmpty();
        }

        Keystore keystoreFile() {
            return new Keystore(Path.of(keystore), keystorePassword);
        }

        /** Whether whoever can open it has the machine already. */
        boolean isPlainlyHere() {
            return !secure() && isLoopback(host);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return host + ":" + number;
        }
    }

    /** @throws IllegalStateException with a sentence for the operator when the port cannot be opened */
    Port(Place place, HttpService.Settings settings, Handler answers) {
        secure = place.secure();
        if (!secure && !place.isPlainlyHere()) {
            throw new IllegalStateException("Console and REST are not opened at " + place.host()
                    + ": without TLS they are for this machine only. Set a keystore in config/org.ohmstead.http.cfg,"
                    + " or host to 127.0.0.1.");
        }
        Optional<Keystore> keystore = secure ? Optional.of(place.keystoreFile()) : Optional.empty();
        Object stamp = keystore.map(Keystore::stamp).orElse("none");
        Optional<SslContextFactory.Server> tls = keystore.map(it -> tls(place, it));
        renewals = tls.map(it -> new KeystoreWatch(keystore.get(), stamp, fresh -> take(it, fresh)));
        certificate = tls.map(it -> new CertificateCheck(it, renewals.get()::trouble, Clock.systemUTC()));
        server = new Server(threads());
        var http = new HttpConnectionFactory(http());
        connector = tls.map(it -> new SslConnectionFactory(it, http.getProtocol()))
                .map(ssl -> new ServerConnector(server, 1, 1, ssl, http))
                .orElseGet(() -> new ServerConnector(server, 1, 1, http));
        connector.setHost(place.host());
        connector.setPort(place.number());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
        server.setErrorHandler(new ProblemDetails());
        server.setHandler(new Gate(names(settings), secure, new BodyLimit(compressed(answers))));
        open(place.toString());
        renewals.ifPresent(watch -> watch.every(RENEWAL));
    }

    private void open(String address) {
        try {
            server.start();
        } catch (Exception e) {
            close();
            Throwable cause = e instanceof IOException && e.getCause() != null ? e.getCause() : e;
            throw new IllegalStateException(
                    "The console's port cannot be opened at " + address + ": " + cause.getMessage()
                            + "; choose another with --http-port or in config/org.ohmstead.http.cfg.",
                    e);
        }
    }

    /** Handlers may block, so each request has a virtual thread. */
    private static QueuedThreadPool threads() {
        var pool = new QueuedThreadPool(16, 3);
        pool.setName("http");
        pool.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-request-", 0).factory()));
        return pool;
    }

    private HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRelativeRedirectAllowed(true);
        // A token may hold a slash or a per cent sign. Jetty leaves both encoded in the canonical path, by which
        // handlers go;
        // rest takes that apart before it decodes, and no file has them in its name.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "any token", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING));
        if (secure) {
            // Without the check of the server name against the certificate: Gate checks it against the settings.
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        return http;
    }

    private static SslContextFactory.Server tls(Place place, Keystore keystore) {
        var tls = new SslContextFactory.Server();
        try {
            tls.setKeyStore(keystore.read());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Console and REST are not opened at " + place + ": " + e.getMessage() + ".", e);
        }
        tls.setKeyStorePassword(keystore.password());
        return tls;
    }

    /** A renewed certificate counts without anybody's doing: those of today end after some weeks. */
    private static void take(SslContextFactory.Server tls, KeyStore fresh) {
        try {
            tls.reload(it -> it.setKeyStore(fresh));
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Set<String> names(HttpService.Settings settings) {
        Set<String> names = new HashSet<>(HttpService.words(settings.hostNames()));
        names.addAll(THIS_MACHINE);
        names.add(settings.host());
        return names;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Handler compressed(Handler next) {
        var compression = new CompressionHandler(next);
        compression.putCompression(new GzipCompression());
        compression.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .defaults()
                        .compressExcludeMimeType("text/event-stream")
                        .decompressExcludePath("/*")
                        .build());
        return compression;
    }

    /** How long the certificate lasts; empty without TLS. */
    Optional<CertificateCheck> certificate() {
        return certificate;
    }

    /** Looks for a renewed keystore now and then; empty without TLS. */
    Optional<KeystoreWatch> renewals() {
        return renewals;
    }

    Server server() {
        return server;
    }

    URI uri() {
        String host = connector.getHost().contains(":") ? "[" + connector.getHost() + "]" : connector.getHost();
        return URI.create((secure ? "https://" : "http://") + host + ":" + connector.getLocalPort());
    }

    void close() {
        renewals.ifPresent(KeystoreWatch::close);
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The port did not close: " + e.getMessage(), e);
        }
    }
}

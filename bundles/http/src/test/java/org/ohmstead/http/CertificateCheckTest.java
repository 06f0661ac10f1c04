package org.ohmstead.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Status;

class CertificateCheckTest {

    @TempDir
    Path folder;

    private Path keystore;

    @BeforeEach
    void make() throws Exception {
        keystore = folder.resolve("keys.p12");
        Keys.make(keystore, 40);
    }

    private Status inDays(int days) throws Exception {
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(KeyStore.getInstance(keystore.toFile(), Keys.PASSWORD.toCharArray()));
        Clock then = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
        return new CertificateCheck(tls, Clock.fixed(then.instant(), ZoneOffset.UTC))
                .check()
                .status();
    }

    @Test
    void saysInTimeThatItEndsAndThatItHas() throws Exception {
        assertThat(inDays(20)).isEqualTo(Status.OK);
        assertThat(inDays(30)).isEqualTo(Status.WARN);
        assertThat(inDays(41)).isEqualTo(Status.DOWN);
    }

    /** A keystore may hold the certificate of an authority beside those the server shows. */
    @Test
    void oneWithoutAKeyIsNotShownToAnybody() throws Exception {
        Path other = folder.resolve("authority.p12");
        Keys.make(other, 3);
        KeyStore authority = KeyStore.getInstance(other.toFile(), Keys.PASSWORD.toCharArray());
        KeyStore own = KeyStore.getInstance(keystore.toFile(), Keys.PASSWORD.toCharArray());
        own.setCertificateEntry(
                "authority", authority.getCertificate(authority.aliases().nextElement()));
        try (OutputStream out = Files.newOutputStream(keystore)) {
            own.store(out, Keys.PASSWORD.toCharArray());
        }

        assertThat(inDays(20)).isEqualTo(Status.OK);
    }

    @Test
    void aRenewedOneCountsWhileThePortIsOpen() throws Exception {
        Keys.make(keystore, 5);
        FixedSettings settings = new FixedSettings().host("localhost").keystore(keystore.toString(), Keys.PASSWORD);
        Port port = new Port(Port.Place.of(settings, 0), settings, new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                return false;
            }
        });
        try {
            CertificateCheck check = port.certificate().orElseThrow();
            assertThat(check.check().status()).isEqualTo(Status.WARN);

            Keys.make(keystore, 90);
            KeyStoreScanner scanner = port.server().getBean(KeyStoreScanner.class);
            scanner.scan(TimeUnit.SECONDS.toMillis(20));
            scanner.scan(TimeUnit.SECONDS.toMillis(20));

            assertThat(check.check().status()).isEqualTo(Status.OK);
        } finally {
            port.close();
        }
    }
}

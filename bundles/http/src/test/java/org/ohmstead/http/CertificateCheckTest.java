package org.ohmstead.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Health;
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
        return new CertificateCheck(tls, Optional::empty, Clock.fixed(then.instant(), ZoneOffset.UTC))
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
            port.renewals().orElseThrow().look();

            assertThat(check.check().status()).isEqualTo(Status.OK);
        } finally {
            port.close();
        }
    }

    /** As whoever renews it leaves it for a moment, or until he gives it to the server's user. */
    @Test
    void oneThatCannotBeUsedChangesNothingAndIsTriedAgain() throws Exception {
        List<KeyStore> taken = new ArrayList<>();
        Keystore file = new Keystore(keystore, Keys.PASSWORD);
        try (KeystoreWatch watch = new KeystoreWatch(file, file.stamp(), taken::add)) {
            watch.look();
            assertThat(taken).as("the one in use").isEmpty();

            byte[] whole = Files.readAllBytes(keystore);
            for (byte[] half : List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), new byte[whole.length])) {
                Files.write(keystore, half);
                watch.look();
                assertThat(taken).isEmpty();
                assertThat(watch.trouble().orElseThrow()).contains("the keystore " + keystore + " cannot be used");
            }
            Files.delete(keystore);
            watch.look();
            assertThat(watch.trouble()).hasValue("the keystore " + keystore + " is not there");

            Keys.make(keystore, 90);
            watch.look();
            watch.look();
            assertThat(taken).hasSize(1);
            assertThat(watch.trouble()).isEmpty();
        }
    }

    @Test
    void whatIsNotTakenIsInHealthBesideTheOneThatGoesOn() throws Exception {
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(KeyStore.getInstance(keystore.toFile(), Keys.PASSWORD.toCharArray()));

        Health health =
                new CertificateCheck(tls, () -> Optional.of("the keystore k is not there"), Clock.systemUTC()).check();

        assertThat(health.status()).isEqualTo(Status.WARN);
        assertThat(health.message()).contains("not taken: the keystore k is not there", "is good until");
    }

    @Test
    void aKeystoreWithoutAKeyIsNone() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        try (OutputStream out = Files.newOutputStream(keystore)) {
            empty.store(out, Keys.PASSWORD.toCharArray());
        }

        assertThatIOException()
                .isThrownBy(new Keystore(keystore, Keys.PASSWORD)::read)
                .withMessageContaining("there is no key in it");
        assertThatIOException()
                .isThrownBy(new Keystore(keystore, "wrong")::read)
                .withMessageContaining("does not open with keystorePassword");
    }
}

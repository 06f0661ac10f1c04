package org.ohmstead.http;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.ohmstead.api.csms.HealthCheck;

/** Says in time that the certificate of the console ends: from that day no browser and no script talks to it any more. */
final class CertificateCheck implements HealthCheck {

    /** Who renews by hand needs some days for it; who lets it be renewed has new ones a month before. */
    private static final Duration WARNING = Duration.ofDays(14);

    private static final String REMEDY =
            "Put a renewed certificate with its key into the keystore; it counts within a minute.";

    private final SslContextFactory tls;
    private final Supplier<Optional<String>> trouble;
    private final Clock clock;

    /** @param trouble why the keystore that is there now is not in use */
    CertificateCheck(SslContextFactory tls, Supplier<Optional<String>> trouble, Clock clock) {
        this.tls = tls;
        this.trouble = trouble;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "console-certificate";
    }

    @Override
    public Health check() {
        Instant ends;
        try {
            ends = firstEnd(tls.getKeyStore());
        } catch (GeneralSecurityException e) {
            return new Health(Status.WARN, "The keystore of the console cannot be read: " + e.getMessage(), REMEDY);
        }
        Instant now = clock.instant();
        if (!now.isBefore(ends)) {
            return new Health(Status.DOWN, "The certificate of the console ended at " + ends + ".", REMEDY);
        }
        if (!now.isBefore(ends.minus(WARNING))) {
            return new Health(Status.WARN, "The certificate of the console ends at " + ends + ".", REMEDY);
        }
        return trouble.get()
                .map(why -> new Health(
                        Status.WARN,
                        "There is another keystore, which is not taken: " + why
                                + ". The certificate of before is good until " + ends + ".",
                        "Mend that; it is tried again by itself."))
                .orElseGet(() -> Health.ok("The certificate of the console is good until " + ends + "."));
    }

    /** Of those with a key, which is what the server shows. */
    private static Instant firstEnd(KeyStore keystore) throws GeneralSecurityException {
        Instant first = Instant.MAX;
        for (String alias : Collections.list(keystore.aliases())) {
            if (keystore.isKeyEntry(alias) && keystore.getCertificate(alias) instanceof X509Certificate certificate) {
                Instant ends = certificate.getNotAfter().toInstant();
                first = ends.isBefore(first) ? ends : first;
            }
        }
        return first;
    }
}

package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnockTest {

    @ParameterizedTest
    @CsvSource({
        "CP-1:key, CP-1, CP-1, key",
        "CP-1:a:key, CP-1, CP-1, a:key",
        "DE:OHM:1:key, DE:OHM:1, DE:OHM:1, key",
        "CP-2:key, CP-1, CP-2, key",
        "DE:OHM:2:key, DE:OHM:1, DE, OHM:2:key",
        ":key, CP-1, '', key",
        "CP-1:, CP-1, CP-1, ''"
    })
    void anIdentityMayHoldColonsItself(String pair, String identity, String user, String password) {
        assertThat(credentials(pair, identity)).contains(new Knock.Credentials(user, password));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic ???", "Bearer Q1AtMTprZXk=", "Basic Q1AtMQ=="})
    void anythingElseIsNoPair(String header) {
        assertThat(Knock.credentials(header, "CP-1")).isEmpty();
    }

    @Test
    void aPasswordNeverReachesALog() {
        assertThat(credentials("CP-1:secret", "CP-1").toString()).doesNotContain("secret");
    }

    private static Optional<Knock.Credentials> credentials(String pair, String identity) {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return Knock.credentials("Basic " + encoded, identity);
    }
}

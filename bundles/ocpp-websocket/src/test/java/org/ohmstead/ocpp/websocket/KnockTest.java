package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnockTest {

    @ParameterizedTest
    @CsvSource({"/ocpp/CP-1, CP-1", "/ocpp//CP-1, CP-1", "/ocpp/DE%2aOHM%2A1, DE*OHM*1", "/ocpp/RDAM|123, RDAM|123"})
    void anIdentityIsTheLastSegmentDecoded(String path, String identity) {
        assertThat(Knock.identity(path)).contains(identity);
    }

    /** A known limit: OCPP-J 1.6 §3.1.1 has a blank in its example. */
    @ParameterizedTest
    @ValueSource(strings = {"/ocpp/RDAM%20123", "/ocpp/%20", "/ocpp/CP-1%20", "/ocpp/a%2fb", "/ocpp/%c3%a4"})
    void anIdentityBeyondTheAlphabetOfLaterVersionsIsNone(String path) {
        assertThat(Knock.identity(path)).isEmpty();
    }

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

    /** The bytes of a key may happen to be UTF-8 (here ä and €), and count as bytes all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"c3a4e282ac0102030405060708090a0b", "ff0001020304050607ffffffffffffffffffff00", "3a3a"})
    void aPasswordIsHandedOnByteByByte(String key) {
        byte[] shown = HexFormat.of().parseHex("43502d313a" + key); // after "CP-1:"
        String header = "Basic " + Base64.getEncoder().encodeToString(shown);

        String password = Knock.credentials(header, "CP-1").orElseThrow().password();
        assertThat(HexFormat.of().formatHex(password.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(key);
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

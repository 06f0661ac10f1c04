package org.ohmstead.ocpp.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.log.LogLines;

/** Whose word counts of where somebody comes from. */
class ProxiesTest {

    private final Proxies proxies = new Proxies("10.0.0.1, 10.1.0.0/16,, fd00::/8");

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 192.0.2.1, 192.0.2.1",
        "10.1.255.255, '203.0.113.9, 192.0.2.1, 10.0.0.1', 192.0.2.1",
        "10.0.0.1, 192.0.2.1:4711, 192.0.2.1",
        "10.0.0.1, [2001:db8::1]:4711, 2001:db8::1",
        "fd00::7, 192.0.2.1, 192.0.2.1",
        "10.0.0.1, '10.1.0.1, 10.1.0.2', 10.1.0.1",
        "10.0.0.2, 192.0.2.1, 10.0.0.2"
    })
    void theLastOnTheWayThatIsNoProxyIsTheClient(String peer, String forwarded, String client) throws Exception {
        assertThat(client(peer, forwarded.split(", "))).isEqualTo(InetAddress.getByName(client));
    }

    /** Looking up a name would ask whomever a stranger wants asked, and wait for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "ip6-localhost",
                "unknown",
                "_hidden",
                "",
                " ",
                "999.0.0.1",
                "0x7f.1",
                "1",
                "[]",
                "[::1"
            })
    void whatIsNoAddressEndsTheWay(String forwarded) throws Exception {
        assertThat(client("10.0.0.1", "192.0.2.1", forwarded)).isEqualTo(InetAddress.getByName("10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1", "10.1.0.0/16", "0.0.0.0/0", "::1", "fd00::/8", "2001:db8::1/128", "::ffff:10.0.0.1"})
    void whatIsAnAddressIsTakenBySettingsAndByUs(String address) {
        assertThat(address).matches(Proxies.ADDRESS);
        try (LogLines log = new LogLines(Proxies.class)) {
            new Proxies(address);
            assertThat(log.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0.1", "256.0.0.1", "proxy.example", "fd00::/129", "10.0.0.1-9", "10.0.0"})
    void whatIsNoneIsAMistakeInTheSettings(String address) {
        assertThat(address).doesNotMatch(Proxies.ADDRESS);
    }

    @Test
    void whereOneIsNoAddressNobodyIsTrustedAndTheLogSaysSo() throws Exception {
        try (LogLines log = new LogLines(Proxies.class)) {
            Proxies mistaken = new Proxies("10.0.0.1, the proxy of the depot");

            assertThat(mistaken.contain(InetAddress.getByName("10.0.0.1"))).isFalse();
            assertThat(log.all()).singleElement().asString().startsWith("SEVERE No proxy is trusted");
        }
    }

    private InetAddress client(String peer, String... forwarded) throws UnknownHostException {
        return proxies.client(InetAddress.getByName(peer), List.of(forwarded));
    }
}

package org.ohmstead.ocpp.websocket;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.InetAddressSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies in front of the door. What they say of where somebody comes from (X-Forwarded-For) is believed, and nobody else,
 * since anybody can write a header.
 */
final class Proxies {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)";

    /** An address of IPv4 or IPv6 or a range of them, as a setting is checked by. */
    static final String ADDRESS = BYTE + "(\\." + BYTE + "){3}(/(3[0-2]|[12]?\\d))?"
            + "|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(/(12[0-8]|1[01]\\d|\\d?\\d))?";

    private static final Logger log = LoggerFactory.getLogger(Proxies.class);

    /** A name would be looked up. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

    private final InetAddressSet trusted = new InetAddressSet();

    /**
     * @param addresses addresses and ranges such as {@code 10.1.0.0/16}, separated by commas; where one is none, nobody is
     *     trusted at all
     */
    Proxies(String addresses) {
        try {
            for (String address : addresses.split(",")) {
                if (!address.isBlank()) {
                    trusted.add(address.strip());
                }
            }
        } catch (IllegalArgumentException e) {
            trusted.clear();
            log.error("No proxy is trusted, since not all of these are addresses: {}", addresses);
        }
    }

    boolean contain(InetAddress peer) {
        return trusted.test(peer);
    }

    /**
     * Where somebody comes from: the last address on the way that is not one of these proxies.
     *
     * @param peer who opened the connection
     * @param forwarded what X-Forwarded-For says: each proxy adds at the end whom it heard
     */
    InetAddress client(InetAddress peer, List<String> forwarded) {
        InetAddress client = peer;
        for (String heard : forwarded.reversed()) {
            Optional<InetAddress> address = contain(client) ? address(heard) : Optional.empty();
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
        }
        return client;
    }

    private static Optional<InetAddress> address(String text) {
        try {
            String host = new HostPort(text.strip()).getHost();
            return LITERAL.matcher(host).matches() ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }
}

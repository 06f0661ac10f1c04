package org.ohmstead.ocpp.websocket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Where somebody knocks from: an address, or the /64 an IPv6 subscriber has for itself. */
record Source(long prefix, boolean v6) {

    static Source of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean v6 = address instanceof Inet6Address;
        long prefix = 0;
        for (byte b : Arrays.copyOf(bytes, v6 ? 8 : bytes.length)) {
            prefix = prefix << 8 | b & 0xFF;
        }
        return new Source(prefix, v6);
    }
}

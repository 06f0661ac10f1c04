package org.ohmstead.stations;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of network addresses.
 *
 * @param network any address of the range
 * @param bits how many leading bits all its addresses share
 */
record Cidr(InetAddress network, int bits) {

    /**
     * Reads {@code 10.1.0.0/16}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        // Only literals: a name would be looked up.
        boolean literal = !address.isEmpty()
                && address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
                && (address.indexOf(':') >= 0
                        || address.chars().filter(c -> c == '.').count() == 3);
        try {
            if (literal) {
                InetAddress network = InetAddress.getByName(address);
                int longest = network.getAddress().length * 8;
                int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
                if (bits >= 0 && bits <= longest) {
                    return new Cidr(network, bits);
                }
            }
        } catch (UnknownHostException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("An address range looks like 10.1.0.0/16 or fd00::/8, not like " + text);
    }

    boolean contains(InetAddress address) {
        byte[] one = network.getAddress();
        byte[] other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}

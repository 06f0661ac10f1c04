package org.ohmstead.ocpp.websocket;

import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Objects;

/**
 * Why a port is not opened, and what to do about it.
 *
 * @param reason as the operating system has it
 */
record NotOpened(String reason, String advice) {

    private static final String FILE = "config/org.ohmstead.ocpp.websocket.cfg";

    /** Jetty says only that it failed, and keeps the reason as a cause. */
    static NotOpened of(Exception failure, String host) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return cause instanceof UnresolvedAddressException
                ? new NotOpened("nobody knows an address of " + host, otherHost())
                : new NotOpened(reason, advice(reason));
    }

    private static String advice(String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        if (said.contains("assign requested address")) {
            return otherHost();
        }
        if (said.contains("permission")) {
            return "choose a port from 1024 on with --door-port or in " + FILE + ", or allow the server one below";
        }
        return "choose another port with --door-port or in " + FILE;
    }

    private static String otherHost() {
        return "no other port helps, set host in " + FILE
                + " to an address of this machine, or 0.0.0.0 for all of them";
    }
}

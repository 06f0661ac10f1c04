package org.ohmstead.api.csms;

import java.net.InetAddress;
import java.util.Optional;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Who may come in, who is here. Called by the doors: WebSocket, SOAP, local drivers. Thread-safe. */
@ProviderType
public interface StationAdmission {

    /**
     * Decides on a knock. Unknown identity, wrong password and no password give the same refusal after the same work, so that
     * nobody learns which identities exist. Waits for the store only where an unknown station is let in, or where one shows a
     * password for the first time.
     */
    Admission admit(Knock knock);

    /**
     * A connection was opened after {@link #admit}. Replaces an earlier connection of the same station, which is told to close;
     * whatever the earlier one reports from then on is ignored. Returns when the arrival is durable.
     */
    Connection connected(StationId station, Link link);

    /**
     * Somebody at the door.
     *
     * @param identity the last path segment, percent-decoded, not yet checked
     * @param user the user name of HTTP Basic, if any
     * @param password its password, if any: its bytes, each as the character of that number (ISO 8859-1)
     * @param from the peer's address
     */
    record Knock(String identity, Optional<String> user, Optional<String> password, InetAddress from) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Knock[" + identity + " from " + from.getHostAddress() + "]";
        }
    }

    /** The decision. Truly closed. */
    sealed interface Admission {

        /** Come in. */
        record Admitted(StationId station) implements Admission {}

        /** Stay out: answer 401 and nothing else. */
        record Refused() implements Admission {}
    }

    /** The transport's side of a connection; implemented by the doors. */
    @ConsumerType
    interface Link {

        /** What is spoken, for example {@code ocpp1.6}. */
        String protocol();

        /** The way to the station; callable from any thread while the connection lasts. */
        StationControl control();

        /** Close the connection soon; returns at once; may be repeated. */
        void close(String why);
    }

    /** The core's side of a connection. Thread-safe; after {@link #closed} everything is ignored. */
    @ProviderType
    interface Connection {

        /** Any frame came in. Cheap: called for every frame. */
        void heard();

        /** The connection is gone. May be repeated. */
        void closed(String why);
    }
}

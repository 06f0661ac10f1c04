package org.ohmstead.api.csms;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.ChargingStation;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** The register of stations, kept by people. Blocks until durable; thread-safe. */
@ProviderType
public interface StationRegister {

    /**
     * Registers stations, all or none.
     *
     * @return one credential each, in the order given
     * @throws IllegalArgumentException with a sentence for people if one is there already, twice in the list or not well formed
     */
    List<Credential> register(List<NewStation> stations);

    /**
     * Changes what people decide about a station. Rejecting closes its connection.
     *
     * @return the station as it is now, or empty if there is none
     */
    Optional<ChargingStation> change(StationId station, SiteId site, String label, RegistrationStatus registration);

    /** Gives a station another password and closes its connection. Empty if there is no such station. */
    Optional<Credential> renewPassword(StationId station, Optional<String> password);

    /**
     * Makes a password for a station that has none, because it was let in and never showed one: without one it is shut out once
     * its connection closes. That stays open, so that the station can be given the password over it.
     *
     * @return empty if it has one already, or there is no such station
     */
    Optional<Credential> firstPassword(StationId station);

    /**
     * Forgets a station; its transactions stay. Closes its connection.
     *
     * @return whether it was there
     * @throws IllegalArgumentException with a sentence for people, where one of its transactions is open: nobody could tell its
     *     end any more
     */
    boolean remove(StationId station);

    /**
     * Lets unknown stations in for a while: they become {@code PENDING} and wait for {@link #change} to accept them.
     *
     * @param length at most 24 hours
     * @param from the only addresses that may come, as CIDR ({@code 10.1.0.0/16}); empty for all
     */
    Commissioning openCommissioning(Duration length, Optional<String> from);

    void closeCommissioning();

    /** The open window, if any. */
    Optional<Commissioning> commissioning();

    /** Whether the server runs with the trial option that accepts any unknown station. */
    boolean acceptsUnknown();

    /**
     * A station to be registered.
     *
     * @param password 16 to 40 printable characters, or empty to have 20 random bytes made
     */
    record NewStation(StationId id, SiteId site, String label, Optional<String> password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "NewStation[" + id + "]";
        }
    }

    /** A password in the clear, shown once and kept nowhere. */
    record Credential(StationId station, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Credential[" + station + "]";
        }
    }

    /** A window in which unknown stations are let in. */
    record Commissioning(Instant until, Optional<String> from) {}

    /**
     * An unknown station that was let in.
     *
     * @param address where it last came from; empty if it has not come since the server started
     */
    record Newcomer(StationId station, Optional<InetAddress> address, Instant firstSeen) {}

    /** Stations waiting for a decision: those {@code PENDING}, with where they came from. */
    List<Newcomer> newcomers();
}

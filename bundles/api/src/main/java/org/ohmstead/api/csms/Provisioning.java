package org.ohmstead.api.csms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ProviderType;

/** Brings stations to the settings they should have. {@code stations} calls it at boots, people look at it. Thread-safe. */
@ProviderType
public interface Provisioning {

    /**
     * A station booted and is about to be answered. May write to the store; asks the station nothing.
     *
     * @param connectedSince when its connection was opened: only a boot on another connection is a restart
     * @param first whether the boot is the first message of its connection: a station that boots later runs
     * @param charging whether a transaction is open there; asked only where it matters
     * @return whether it should wait (be told {@code PENDING}) until it has its settings; one that runs gets them meanwhile
     */
    boolean holds(
            StationId station,
            Hardware hardware,
            Instant connectedSince,
            boolean first,
            BooleanSupplier charging,
            Instant receivedAt);

    /** Whether a station waits as {@link #holds} said, and not for longer than any has to. */
    boolean held(StationId station);

    /**
     * How often the station should send a heartbeat by what is wanted of it. A station keeps the interval it is told when it is
     * accepted as its own setting (OCPP 1.6 §4.2), so the answer to a boot has to say the same. Does not block.
     *
     * @return empty if nothing is wanted of it
     */
    Optional<Duration> heartbeatInterval(StationId station);

    /** The boot is durable and its answer leaves now. Returns at once; what is to be asked is asked a little later. */
    void answered(StationId station);

    /** The station was removed: one that comes under its identity later is another one. Blocks until durable. */
    void forget(StationId station);

    /** How far a station is; empty if it did not boot since the server started, or nothing is wanted of it. */
    Optional<State> state(StationId station);

    /**
     * Asks for everything anew at once, even of a station that was given up. Returns before it is done.
     *
     * @return false if nothing is wanted of this station
     */
    boolean configureNow(StationId station);

    /**
     * What stations of this one's model refuse, or restarted over, is not known any more: it is tried again with all of them.
     * Blocks until durable.
     *
     * @return false if nothing is wanted of this station
     */
    boolean forgetRefusals(StationId station);

    /**
     * How far a station is.
     *
     * @param recipe the name of what is wanted of it
     * @param since when it came into this phase
     * @param bootOverdue whether it waits to be accepted and should have booted again by now
     * @param items what became of each setting wanted; empty before the first try
     */
    record State(Phase phase, String recipe, Instant since, boolean bootOverdue, List<Item> items) {

        public State {
            items = List.copyOf(items);
        }
    }

    /** How far a station is. Will grow; keep a default branch. */
    enum Phase {
        /** It will be asked soon. */
        WAITING,
        /** It is being asked. */
        CONFIGURING,
        /** It has what it can have. */
        CONFIGURED,
        /** It has what it can have, some of it from its next restart on. */
        AWAITING_REBOOT,
        /** It went, or did not answer. It is tried again at its next boot. */
        INTERRUPTED,
        /** It does not tell its settings, so none is changed. */
        NOT_TOLD,
        /** It kept restarting after it was configured. It is left alone until its firmware, or what is wanted, changes. */
        GIVEN_UP
    }

    /**
     * A setting.
     *
     * @param before its value when it was read
     * @param word the station's own word where it refused
     */
    record Item(String name, String wanted, Optional<String> before, Standing standing, Optional<String> word) {}

    /** What became of a setting. Will grow; keep a default branch. */
    enum Standing {
        /** It was as wanted. */
        RIGHT,
        /** It was changed and read back. */
        CHANGED,
        /** It was changed and works after the next restart. */
        REBOOT_REQUIRED,
        /** The station refused it, or a part of it, now or before. */
        REFUSED,
        /** The station does not know it. */
        UNKNOWN_TO_STATION,
        /** The station said it changed it and tells another value. */
        NOT_TAKEN,
        /** The station answered with an error, or not at all. */
        FAILED
    }
}

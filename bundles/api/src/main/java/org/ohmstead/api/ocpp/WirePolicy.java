package org.ohmstead.api.ocpp;

import java.time.Duration;
import java.util.Optional;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StationId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How stations of one kind want to be spoken to, where that differs from everybody else. Registered as a service, by a
 * configuration file or by a vendor's plugin. Of those that apply, the one of the highest {@code service.ranking} that says
 * something about a matter decides it. Called for every command and about once a minute for every connection, on any thread;
 * pure, never blocks. One that throws, or has not answered after ten seconds, is not asked again. A time that is negative says
 * nothing; one of more than a year is a year.
 */
@ConsumerType
public interface WirePolicy {

    /** @param hardware what the station said of itself when it last booted; empty before its first boot */
    boolean applies(StationId station, Optional<Hardware> hardware);

    /** Time between our pings; zero sends none, empty is as the door is configured. */
    default Optional<Duration> ping() {
        return Optional.empty();
    }

    /** How long nothing may come before the connection counts as dead; zero for ever, empty is as the door is configured. */
    default Optional<Duration> silence() {
        return Optional.empty();
    }

    /** Rest between an answer of the station and our next call; empty is none. */
    default Optional<Duration> callGap() {
        return Optional.empty();
    }

    /** How long the station may take to answer a call; empty is as everybody. */
    default Optional<Duration> callTimeout() {
        return Optional.empty();
    }
}

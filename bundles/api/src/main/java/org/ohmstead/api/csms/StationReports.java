package org.ohmstead.api.csms;

import java.time.Duration;
import java.time.Instant;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.RegistrationStatus;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StatusReport;
import org.ohmstead.api.model.Topology;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What stations tell about themselves. Called by dialects and drivers on virtual threads, one call at a time per station. Each
 * method returns when the report is durable and may be repeated without harm.
 */
@ProviderType
public interface StationReports {

    /**
     * It started, or tells what it is because it was asked to.
     *
     * @param first whether this is the first message of its connection, as after a start
     */
    Boot booted(StationId station, Hardware hardware, boolean first, Instant receivedAt);

    /** A connector's, EVSE's or the station's status. */
    void statusReported(StationId station, StatusReport report);

    /** @param status the station's word for the state of its firmware update */
    void firmwareStatusReported(StationId station, String status, Instant receivedAt);

    /** @param status the station's word for the state of its log upload */
    void logStatusReported(StationId station, String status, Instant receivedAt);

    /**
     * A timestamp of a message that stations do not queue: tells how far its clock is off. Cheap, not stored. What is told of
     * transactions teaches the clock by itself.
     *
     * @param stationTime what its clock said
     */
    void clockSeen(StationId station, Instant stationTime, Instant receivedAt);

    /**
     * Which connectors of a station that numbers them through share an EVSE. From memory, for each message; changes only in
     * {@link #booted} and only while no transaction is open at the station.
     */
    Topology topology(StationId station);

    /** @return whether the station may work here; unknown stations are {@code REJECTED} */
    RegistrationStatus registration(StationId station);

    /**
     * Whether a station that may work here was told {@code PENDING} at its boot all the same, because it is to get its settings
     * first. Lapses when it is told otherwise, or has waited for as long as any station is made to.
     */
    boolean held(StationId station);

    /**
     * The answer to a boot.
     *
     * @param status whether the station may work here
     * @param interval the heartbeat interval when accepted, else when to boot again
     */
    record Boot(RegistrationStatus status, Duration interval) {}
}

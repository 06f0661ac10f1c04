package org.ohmstead.api.csms;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.Location;
import org.ohmstead.api.model.Page;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StationState;
import org.osgi.annotation.versioning.ProviderType;

/** The stations and the way to them. Answers from memory; thread-safe; never blocks except where a control's method does. */
@ProviderType
public interface Stations {

    Optional<StationState> find(StationId station);

    /**
     * Stations by id.
     *
     * @param search part of id, label, vendor or model without regard to case; empty for all
     */
    Page<StationState> page(Scope scope, String search, Page.Request request);

    Totals totals(Scope scope);

    /** The way to a station; for one that is not connected a control that answers {@code OFFLINE}. Ask anew for each command. */
    StationControl control(StationId station);

    List<Location> locations();

    /** What a station was made of and since when, newest first. Blocks on the store. */
    List<HardwareSeen> hardwareHistory(StationId station);

    /**
     * What a station said it is made of.
     *
     * @param since when it first said so
     */
    record HardwareSeen(Instant since, Hardware hardware) {}

    /**
     * Numbers for the overview.
     *
     * @param faulted stations with at least one faulted connector
     */
    record Totals(int stations, int online, int faulted) {}
}

package org.ohmstead.stations;

import java.time.Clock;
import java.util.Optional;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.store.StationStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a station that puts orders in and out of service into the journal, whoever gives them: what is out by order is no
 * fault of the station. An order that cannot be put there is not given.
 */
final class RecordedControl implements StationControl, AvailabilityControl {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedControl.class);

    private final StationId station;
    private final StationControl control;
    private final AvailabilityControl availability;
    private final StationStore store;
    private final Clock clock;

    private RecordedControl(
            StationId station,
            StationControl control,
            AvailabilityControl availability,
            StationStore store,
            Clock clock) {
        this.station = station;
        this.control = control;
        this.availability = availability;
        this.store = store;
        this.clock = clock;
    }

    /** The control itself where it takes no such orders. */
    static StationControl of(StationId station, StationControl control, StationStore store, Clock clock) {
        return control.as(AvailabilityControl.class)
                .<StationControl>map(availability -> new RecordedControl(station, control, availability, store, clock))
                .orElse(control);
    }

    @Override
    public <T> Optional<T> as(Class<T> capability) {
        return capability == AvailabilityControl.class ? Optional.of(capability.cast(this)) : control.as(capability);
    }

    @Override
    public StationControl inBackground() {
        return of(station, control.inBackground(), store, clock);
    }

    @Override
    public Outcome changeAvailability(Connector connector, boolean operative) {
        store.availabilityRequested(station, connector, operative, clock.instant());
        Outcome outcome = availability.changeAvailability(connector, operative);
        try {
            store.availabilityAnswered(station, connector, operative, outcome.kind(), clock.instant());
        } catch (StoreUnavailable e) {
            LOG.warn("What station {} made of an order is not in the journal: {}", station, e.getMessage());
        }
        return outcome;
    }
}

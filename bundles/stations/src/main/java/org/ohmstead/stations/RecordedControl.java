package org.ohmstead.stations;

import java.time.Clock;
import java.util.Optional;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Outcome;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.stations.store.StationStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a station that remembers what it was asked, whoever asks: orders in and out of service go into the journal, because
 * what is out by order is no fault of the station, what it accepted to start or stop is awaited, and a password it took is its own.
 * An order that cannot be put into the journal is not given.
 */
final class RecordedControl implements StationControl {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedControl.class);

    private final KnownStation known;
    private final StationId station;
    private final StationControl control;
    private final StationStore store;
    private final Passwords passwords;
    private final Transactions transactions;
    private final Clock clock;

    RecordedControl(
            KnownStation known,
            StationControl control,
            StationStore store,
            Passwords passwords,
            Transactions transactions,
            Clock clock) {
        this.known = known;
        this.station = known.id();
        this.control = control;
        this.store = store;
        this.passwords = passwords;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public <T> Optional<T> as(Class<T> capability) {
        Optional<T> plain = control.as(capability);
        if (capability == AvailabilityControl.class) {
            return plain.map(AvailabilityControl.class::cast).map(given -> capability.cast(recorded(given)));
        }
        if (capability == RemoteControl.class) {
            return plain.map(RemoteControl.class::cast).map(given -> capability.cast(awaited(given)));
        }
        if (capability == SettingsControl.class) {
            return plain.map(SettingsControl.class::cast).map(given -> capability.cast(noticed(given)));
        }
        return plain;
    }

    @Override
    public StationControl inBackground() {
        return new RecordedControl(known, control.inBackground(), store, passwords, transactions, clock);
    }

    private AvailabilityControl recorded(AvailabilityControl availability) {
        return (connector, operative) -> order(availability, connector, operative);
    }

    private Outcome order(AvailabilityControl availability, Connector connector, boolean operative) {
        known.ordered(clock.instant());
        store.availabilityRequested(station, connector, operative, clock.instant());
        Outcome outcome = availability.changeAvailability(connector, operative);
        try {
            store.availabilityAnswered(station, connector, operative, outcome.kind(), clock.instant());
        } catch (StoreUnavailable e) {
            LOG.warn("Station {} answered an order, which could not be stored: {}", station, e.getMessage());
        }
        return outcome;
    }

    private SettingsControl noticed(SettingsControl settings) {
        return new NoticedSettings(known, settings, store, passwords);
    }

    private RemoteControl awaited(RemoteControl remote) {
        return new AwaitedControl(
                known,
                remote,
                () -> control.inBackground().as(SettingsControl.class).flatMap(SettingsControl::connectionTimeOut),
                transactions,
                clock);
    }
}

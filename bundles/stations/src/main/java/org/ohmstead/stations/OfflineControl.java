package org.ohmstead.stations;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.control.AuthorizationCacheControl;
import org.ohmstead.api.control.AvailabilityControl;
import org.ohmstead.api.control.DataTransferControl;
import org.ohmstead.api.control.RemoteControl;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.EvseId;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Outcome;

/** The way to a station that is not connected: it can everything and answers that it is offline. */
final class OfflineControl
        implements StationControl,
                RemoteControl,
                AvailabilityControl,
                SettingsControl,
                DataTransferControl,
                AuthorizationCacheControl {

    @Override
    public <T> Optional<T> as(Class<T> capability) {
        return capability.isInstance(this) ? Optional.of(capability.cast(this)) : Optional.empty();
    }

    @Override
    public Outcome startCharging(Optional<EvseId> evse, IdToken idToken, int remoteStartId) {
        return Outcome.offline();
    }

    @Override
    public Outcome stopCharging(String stationTransactionId) {
        return Outcome.offline();
    }

    @Override
    public Outcome unlock(Connector connector) {
        return Outcome.offline();
    }

    @Override
    public Outcome reset(Reset kind) {
        return Outcome.offline();
    }

    @Override
    public Outcome trigger(RemoteControl.Report report, Optional<EvseId> evse) {
        return Outcome.offline();
    }

    @Override
    public Outcome changeAvailability(Connector connector, boolean operative) {
        return Outcome.offline();
    }

    @Override
    public SettingsControl.Report read(List<String> names) {
        return SettingsControl.Report.of(Outcome.offline());
    }

    @Override
    public Outcome change(String name, String value) {
        return Outcome.offline();
    }

    @Override
    public Outcome transfer(String vendorId, Optional<String> messageId, Optional<String> data) {
        return Outcome.offline();
    }

    @Override
    public Outcome clearCache() {
        return Outcome.offline();
    }
}

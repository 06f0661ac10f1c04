package org.ohmstead.rest;

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

/** A station that has every capability and is not there. */
final class OfflineStation
        implements RemoteControl, AvailabilityControl, SettingsControl, AuthorizationCacheControl, DataTransferControl {

    private static final OfflineStation OFFLINE = new OfflineStation();

    static final StationControl CONTROL = new StationControl() {
        @Override
        public <T> Optional<T> as(Class<T> capability) {
            return Optional.of(OFFLINE).filter(capability::isInstance).map(capability::cast);
        }
    };

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
    public Outcome clearCache() {
        return Outcome.offline();
    }

    @Override
    public Outcome transfer(String vendorId, Optional<String> messageId, Optional<String> data) {
        return Outcome.offline();
    }
}

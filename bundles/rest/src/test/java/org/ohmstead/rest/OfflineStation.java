package org.ohmstead.rest;

import java.lang.reflect.Proxy;
import java.util.Optional;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.StationControl;
import org.ohmstead.api.model.Outcome;

/** A station that has every capability and is not there. */
public final class OfflineStation {

    public static final StationControl CONTROL = new StationControl() {
        @Override
        public <T> Optional<T> as(Class<T> capability) {
            Class<?>[] itself = {capability};
            Object offline = Proxy.newProxyInstance(
                    capability.getClassLoader(),
                    itself,
                    (proxy, method, arguments) -> method.getReturnType() == Outcome.class
                            ? Outcome.offline()
                            : SettingsControl.Report.of(Outcome.offline()));
            return Optional.of(capability.cast(offline));
        }
    };

    private OfflineStation() {}
}

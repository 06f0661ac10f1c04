package org.ohmstead.api.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.Outcome;
import org.osgi.annotation.versioning.ConsumerType;

/** Reading and changing settings of a station (variables in OCPP 2.x, configuration keys before). Blocks until answered. */
@ConsumerType
public interface SettingsControl {

    /** @param names which settings; none means all */
    Report read(List<String> names);

    Outcome change(String name, String value);

    /**
     * Whether a setting is the password with which the station shows who it is when it connects (BasicAuthPassword in OCPP 2.0.1).
     * From memory.
     */
    default boolean isPassword(String name) {
        return false;
    }

    /** How many names one {@link #read} may have; may ask the station. */
    default int mostNames() {
        return Integer.MAX_VALUE;
    }

    /**
     * How long the station waits for a car after a start was authorised, before it gives up (EVConnectionTimeOut in OCPP 2.0.1);
     * may ask the station. Empty where it does not tell, or waits for ever.
     */
    default Optional<Duration> connectionTimeOut() {
        return Optional.empty();
    }

    /**
     * What the station told.
     *
     * @param outcome whether it answered
     * @param settings what it knows
     * @param unknown names it does not know
     */
    record Report(Outcome outcome, List<Setting> settings, List<String> unknown) {

        public Report {
            settings = List.copyOf(settings);
            unknown = List.copyOf(unknown);
        }

        /** Nothing was told. */
        public static Report of(Outcome outcome) {
            return new Report(outcome, List.of(), List.of());
        }
    }

    /**
     * One setting.
     *
     * @param value empty where the station keeps it to itself
     */
    record Setting(String name, String value, boolean readOnly) {}
}

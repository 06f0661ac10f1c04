package org.ohmstead.ocpp16.message;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What we may ask of a station (OCPP 1.6 §5). The record's name is the action.
 *
 * @param <R> its response
 */
public sealed interface ToStation<R>
        permits ChangeAvailability,
                ChangeConfiguration,
                ClearCache,
                DataTransfer,
                GetConfiguration,
                RemoteStartTransaction,
                RemoteStopTransaction,
                Reset,
                TriggerMessage,
                UnlockConnector {

    /** Writes the fields of the request. */
    void write(WireWriter out);

    /** Reads the station's response. */
    R readResponse(WireReader in);

    /** The action on the wire. */
    default String action() {
        return getClass().getSimpleName();
    }

    /** Whether this family has an action of that name. */
    static boolean knows(String action) {
        return Actions.NAMES.contains(action);
    }

    /** The names, derived from the sealed family once. */
    final class Actions {

        private static final Set<String> NAMES = Arrays.stream(ToStation.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toUnmodifiableSet());

        private Actions() {}
    }
}

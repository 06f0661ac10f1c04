package org.ohmstead.ocpp16.message;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ohmstead.api.ocpp.OcppError;
import org.ohmstead.api.ocpp.OcppError.Kind;
import org.ohmstead.ocpp16.message.WireReader.Shape;

/** What a station may ask of us (OCPP 1.6 §4). The record's name is the action. */
public sealed interface FromStation
        permits Authorize,
                BootNotification,
                DataTransfer,
                DiagnosticsStatusNotification,
                FirmwareStatusNotification,
                Heartbeat,
                MeterValues,
                StartTransaction,
                StatusNotification,
                StopTransaction {

    /**
     * Reads a request.
     *
     * @param forgiven told what breaks the standard and is taken all the same
     * @throws OcppError with the kind OCPP-J 1.6 §4.2.3 asks for
     */
    static FromStation read(String action, String payload, Consumer<String> forgiven) {
        Shape<? extends FromStation> shape = Actions.SHAPES.get(action);
        if (shape == null) {
            throw ToStation.knows(action)
                    ? new OcppError(Kind.NOT_SUPPORTED, "This action is asked of stations, not by them.")
                    : new OcppError(Kind.NOT_IMPLEMENTED, "OCPP 1.6 has no such action.");
        }
        return WireReader.read(payload, shape, forgiven);
    }

    /** Our answer to a station. */
    interface Response {

        void write(WireWriter out);
    }

    /** The actions by name, derived from the sealed family once: whatever it permits can be asked. */
    final class Actions {

        private static final Map<String, Shape<? extends FromStation>> SHAPES = new HashMap<>();

        static {
            for (Class<?> type : FromStation.class.getPermittedSubclasses()) {
                SHAPES.put(type.getSimpleName(), shapeOf(type.asSubclass(FromStation.class)));
            }
        }

        private Actions() {}

        private static Shape<? extends FromStation> shapeOf(Class<? extends FromStation> type) {
            try {
                Shape<?> shape = (Shape<?>) type.getDeclaredField("SHAPE").get(null);
                return in -> type.cast(shape.read(in));
            } catch (ReflectiveOperationException missing) {
                throw new ExceptionInInitializerError(missing);
            }
        }
    }
}

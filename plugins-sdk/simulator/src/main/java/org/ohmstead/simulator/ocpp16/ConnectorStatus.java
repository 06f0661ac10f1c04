package org.ohmstead.simulator.ocpp16;

/** The states of a connector (OCPP 1.6 §4.9); {@code Reserved} is absent, for the station takes no reservations. */
public enum ConnectorStatus {
    AVAILABLE("Available"),
    PREPARING("Preparing"),
    CHARGING("Charging"),
    SUSPENDED_EV("SuspendedEV"),
    SUSPENDED_EVSE("SuspendedEVSE"),
    FINISHING("Finishing"),
    UNAVAILABLE("Unavailable"),
    FAULTED("Faulted");

    private final String wire;

    ConnectorStatus(String wire) {
        this.wire = wire;
    }

    /** As the standard writes it. */
    @Override
    public String toString() {
        return wire;
    }
}

package org.ohmstead.api.model;

/** What the energy transfer is doing (OCPP 2.0.1 ChargingStateEnumType). */
public enum ChargingState {
    EV_CONNECTED,
    CHARGING,
    SUSPENDED_EV,
    SUSPENDED_EVSE,
    IDLE
}

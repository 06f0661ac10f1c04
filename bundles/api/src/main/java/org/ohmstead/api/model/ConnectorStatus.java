package org.ohmstead.api.model;

/** What may be done with a connector (OCPP 2.0.1 ConnectorStatusEnumType). */
public enum ConnectorStatus {
    AVAILABLE,
    OCCUPIED,
    RESERVED,
    UNAVAILABLE,
    FAULTED
}

package org.ohmstead.api.model;

/** The verdict about a token (OCPP 2.0.1 AuthorizationStatusEnumType). */
public enum AuthorizationStatus {
    ACCEPTED,
    BLOCKED,
    CONCURRENT_TX,
    EXPIRED,
    INVALID,
    NO_CREDIT,
    NOT_ALLOWED_TYPE_EVSE,
    NOT_AT_THIS_LOCATION,
    NOT_AT_THIS_TIME,
    UNKNOWN
}

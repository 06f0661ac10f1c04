package org.ohmstead.api.model;

/** Whether a station may work here (OCPP 2.0.1 RegistrationStatusEnumType). */
public enum RegistrationStatus {
    /** It charges. */
    ACCEPTED,
    /** It waits in the commissioning inbox for an operator. */
    PENDING,
    /** It is known and not wanted. */
    REJECTED
}

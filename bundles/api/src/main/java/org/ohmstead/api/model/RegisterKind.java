package org.ohmstead.api.model;

/** How the import register of a model of station behaves, learned from its sessions. Will grow. */
public enum RegisterKind {
    /** Counts on for as long as the meter lives. */
    LIFETIME,
    /** Begins anew when the station boots. */
    RESETS_PER_BOOT,
    /** Begins anew with each transaction. */
    RESETS_PER_TRANSACTION
}

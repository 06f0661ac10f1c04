package org.ohmstead.simulator.ocpp16;

/** Why a transaction ended (OCPP 1.6 §7.36), as far as this station knows reasons. */
enum StopReason {
    LOCAL("Local"),
    REMOTE("Remote"),
    EV_DISCONNECTED("EVDisconnected"),
    DE_AUTHORIZED("DeAuthorized"),
    UNLOCK_COMMAND("UnlockCommand"),
    SOFT_RESET("SoftReset"),
    HARD_RESET("HardReset"),
    OTHER("Other");

    private final String wire;

    StopReason(String wire) {
        this.wire = wire;
    }

    @Override
    public String toString() {
        return wire;
    }
}

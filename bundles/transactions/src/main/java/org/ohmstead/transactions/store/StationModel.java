package org.ohmstead.transactions.store;

import org.ohmstead.api.model.Hardware;

/** What stations have in common that behave alike: vendor, model and firmware, as told at the boot. */
public record StationModel(String vendor, String model, String firmware) {

    public static StationModel of(Hardware hardware) {
        return new StationModel(
                hardware.vendor(), hardware.model(), hardware.firmwareVersion().orElse(""));
    }
}

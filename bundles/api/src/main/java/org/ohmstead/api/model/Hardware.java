package org.ohmstead.api.model;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a station said it is made of when it booted. Lengths are not limited here: stations exceed the standard's.
 *
 * @param vendor who made it; empty where the station leaves it empty
 * @param model which model
 * @param serialNumber of the station
 * @param firmwareVersion what it runs
 * @param meterType of its main meter
 * @param meterSerialNumber of its main meter
 * @param iccid of its SIM card
 * @param imsi of its SIM card
 */
public record Hardware(
        String vendor,
        String model,
        Optional<String> serialNumber,
        Optional<String> firmwareVersion,
        Optional<String> meterType,
        Optional<String> meterSerialNumber,
        Optional<String> iccid,
        Optional<String> imsi) {

    /** What a station says of itself that the standard would not have. Will grow; keep a default branch. */
    public enum Oddity {
        /** It leaves its vendor empty. */
        NO_VENDOR,
        /** It leaves its model empty. */
        NO_MODEL,
        /** A serial number is longer than the 25 characters of the standard. */
        LONG_SERIAL_NUMBER,
        /** The vendor, the model or the firmware is longer than the 50 characters of any standard. */
        LONG_NAME
    }

    private static final int LONGEST_SERIAL = 25;
    private static final int LONGEST_NAME = 50;

    /** What is odd about it; it is kept as it is. */
    public Set<Oddity> oddities() {
        Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
        if (vendor.isBlank()) {
            oddities.add(Oddity.NO_VENDOR);
        }
        if (model.isBlank()) {
            oddities.add(Oddity.NO_MODEL);
        }
        if (longer(serialNumber, LONGEST_SERIAL) || longer(meterSerialNumber, LONGEST_SERIAL)) {
            oddities.add(Oddity.LONG_SERIAL_NUMBER);
        }
        if (vendor.length() > LONGEST_NAME || model.length() > LONGEST_NAME || longer(firmwareVersion, LONGEST_NAME)) {
            oddities.add(Oddity.LONG_NAME);
        }
        return oddities;
    }

    private static boolean longer(Optional<String> text, int most) {
        return text.filter(told -> told.length() > most).isPresent();
    }
}

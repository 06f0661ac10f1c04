package org.ohmstead.api.model;

import java.util.Optional;

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
        Optional<String> imsi) {}

package org.ohmstead.simulator.ocpp16;

/** What a station tells about itself when it boots. */
public record Identity(String vendor, String model, String serialNumber, String firmware) {}

package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.time.Instant;

/**
 * The station started (OCPP 1.6 §4.2, §6.3). Texts may be longer than the standard's 20, 25 and 50 characters, because serial
 * numbers of 26 and 34 are in the field (Schneider, lbbrhzn #213), and the vendor may be empty (Huawei).
 */
public record BootNotification(
        String chargePointVendor,
        String chargePointModel,
        String chargePointSerialNumber,
        String chargeBoxSerialNumber,
        String firmwareVersion,
        String iccid,
        String imsi,
        String meterType,
        String meterSerialNumber)
        implements FromStation {

    static final WireReader.Shape<BootNotification> SHAPE = BootNotification::read;

    private static final int LONGEST = 255;

    private static BootNotification read(WireReader in) {
        String vendor = null;
        String model = null;
        String serial = null;
        String boxSerial = null;
        String firmware = null;
        String iccid = null;
        String imsi = null;
        String meterType = null;
        String meterSerial = null;
        while (in.next()) {
            switch (in.field()) {
                case "chargePointVendor" -> vendor = named(in);
                case "chargePointModel" -> model = named(in);
                case "chargePointSerialNumber" -> serial = in.text(25, LONGEST);
                case "chargeBoxSerialNumber" -> boxSerial = in.text(25, LONGEST);
                case "firmwareVersion" -> firmware = in.text(50, LONGEST);
                case "iccid" -> iccid = in.text(20, LONGEST);
                case "imsi" -> imsi = in.text(20, LONGEST);
                case "meterType" -> meterType = in.text(25, LONGEST);
                case "meterSerialNumber" -> meterSerial = in.text(25, LONGEST);
                default -> in.skip();
            }
        }
        return new BootNotification(
                required("chargePointVendor", vendor),
                required("chargePointModel", model),
                serial,
                boxSerial,
                firmware,
                iccid,
                imsi,
                meterType,
                meterSerial);
    }

    private static String named(WireReader in) {
        String name = in.text(20, LONGEST);
        if (name.isEmpty()) {
            in.forgive("is empty");
        }
        return name;
    }

    /**
     * §6.4.
     *
     * @param interval in seconds
     */
    public record Response(String status, Instant currentTime, int interval) implements FromStation.Response {

        @Override
        public void write(WireWriter out) {
            out.field("status", status);
            out.field("currentTime", currentTime);
            out.field("interval", interval);
        }
    }
}

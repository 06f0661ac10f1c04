package org.ohmstead.simulator.ocpp16;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ohmstead.simulator.meter.Reading;
import org.ohmstead.simulator.wire.Json;
import tools.jackson.core.JsonGenerator;

/** The payloads a 1.6 station sends; pure functions. */
final class Messages16 {

    static final String EMPTY = "{}";

    private static final String REGISTER = "Energy.Active.Import.Register";
    private static final List<String> PHASES = List.of("L1", "L2", "L3");

    /** The measurands this station can sample. */
    static final List<String> MEASURANDS =
            List.of(REGISTER, "Power.Active.Import", "Current.Import", "Voltage", "SoC", "Current.Offered");

    private Messages16() {}

    static String boot(Identity identity) {
        return Json.object(json -> {
            json.writeStringProperty("chargePointVendor", identity.vendor());
            json.writeStringProperty("chargePointModel", identity.model());
            json.writeStringProperty("chargePointSerialNumber", identity.serialNumber());
            json.writeStringProperty("firmwareVersion", identity.firmware());
        });
    }

    static String status(StatusReport report) {
        return Json.object(json -> {
            json.writeNumberProperty("connectorId", report.connector());
            json.writeStringProperty("errorCode", report.errorCode());
            json.writeStringProperty("status", report.status().toString());
            json.writeStringProperty("timestamp", report.at().toString());
        });
    }

    static String authorize(String token) {
        return Json.object(json -> json.writeStringProperty("idTag", token));
    }

    static String dataTransfer(String vendor, String messageId, String data) {
        return Json.object(json -> {
            json.writeStringProperty("vendorId", vendor);
            json.writeStringProperty("messageId", messageId);
            json.writeStringProperty("data", data);
        });
    }

    /** The answer most commands get, and the message a progress report is. */
    static String withStatus(String status) {
        return Json.object(json -> json.writeStringProperty("status", status));
    }

    static String start(Transaction16 transaction) {
        return Json.object(json -> {
            json.writeNumberProperty("connectorId", transaction.connector());
            json.writeStringProperty("idTag", transaction.token());
            json.writeNumberProperty("meterStart", transaction.meterStartWh());
            json.writeStringProperty("timestamp", transaction.started().toString());
        });
    }

    static String stop(TransactionMessage.Stop stop) {
        return Json.object(json -> {
            stop.token().ifPresent(token -> json.writeStringProperty("idTag", token));
            json.writeNumberProperty("meterStop", stop.registerWh());
            json.writeStringProperty("timestamp", stop.at().toString());
            json.writeNumberProperty("transactionId", stop.transaction().idOrUnknown());
            json.writeStringProperty("reason", stop.reason().toString());
            if (stop.measurands().contains(REGISTER)) {
                json.writeArrayPropertyStart("transactionData");
                register(json, stop.transaction().started(), stop.transaction().meterStartWh(), "Transaction.Begin");
                register(json, stop.at(), stop.registerWh(), "Transaction.End");
                json.writeEndArray();
            }
        });
    }

    private static void register(JsonGenerator json, Instant at, long registerWh, String context) {
        json.writeStartObject();
        json.writeStringProperty("timestamp", at.toString());
        json.writeArrayPropertyStart("sampledValue");
        sample(json, Long.toString(registerWh), context, REGISTER, "", "Wh");
        json.writeEndArray();
        json.writeEndObject();
    }

    static String meterValues(
            int connector,
            Optional<Transaction16> transaction,
            Reading reading,
            List<String> measurands,
            String context) {
        return Json.object(json -> {
            json.writeNumberProperty("connectorId", connector);
            transaction.ifPresent(running -> json.writeNumberProperty("transactionId", running.idOrUnknown()));
            json.writeArrayPropertyStart("meterValue");
            json.writeStartObject();
            json.writeStringProperty("timestamp", reading.at().toString());
            json.writeArrayPropertyStart("sampledValue");
            measurands.forEach(measurand -> samples(json, reading, measurand, context));
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    private static void samples(JsonGenerator json, Reading reading, String measurand, String context) {
        switch (measurand) {
            case REGISTER -> sample(json, Long.toString(reading.registerWh()), context, measurand, "", "Wh");
            case "Power.Active.Import" ->
                sample(json, Long.toString(Math.round(reading.watts())), context, measurand, "", "W");
            case "Current.Import" -> {
                for (int phase = 0; phase < PHASES.size(); phase++) {
                    var amperes = tenths(reading.amperes()[phase]);
                    sample(json, amperes, context, measurand, PHASES.get(phase), "A");
                }
            }
            case "Voltage" -> sample(json, tenths(reading.volts()), context, measurand, "", "V");
            case "SoC" -> sample(json, Integer.toString(reading.soc()), context, measurand, "", "Percent");
            case "Current.Offered" -> sample(json, tenths(reading.offeredAmperes()), context, measurand, "", "A");
            default -> throw new IllegalArgumentException("this station cannot measure " + measurand);
        }
    }

    private static void sample(
            JsonGenerator json, String value, String context, String measurand, String phase, String unit) {
        json.writeStartObject();
        json.writeStringProperty("value", value);
        json.writeStringProperty("context", context);
        json.writeStringProperty("measurand", measurand);
        if (!phase.isEmpty()) {
            json.writeStringProperty("phase", phase);
        }
        json.writeStringProperty("location", measurand.equals("SoC") ? "EV" : "Outlet");
        json.writeStringProperty("unit", unit);
        json.writeEndObject();
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

package org.ohmstead.simulator.oddity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ohmstead.simulator.ocpp16.Habits;

/** How stations spell what they measure, and who they are. */
final class Spellings {

    private static final String LONG_SERIAL = "SE-EVLINK-0123456789ABCDEFGHIJKLMN";

    static List<Oddity> oddities() {
        return List.of(
                new Oddity("kwh-units", "samples energy in kWh and power in kW", Spellings::kilo),
                new Oddity("comma-decimals", "writes 1234,5 instead of 1234.5", Spellings::commas),
                new Oddity(
                        "suffixed-measurands",
                        "writes the phase into the measurand: Voltage.L1-N (Alfen)",
                        Spellings::suffixed),
                new Oddity(
                        "empty-sampled-value",
                        "sends meter values without a single sampled value (Vestel)",
                        Spellings::empty),
                new Oddity(
                        "repeats-transaction-data",
                        "repeats all meter values of the session in the stop",
                        Spellings::repeating),
                new Oddity(
                        "long-serial",
                        "has a serial number of 34 characters where 25 are allowed (Schneider)",
                        () -> new Wording()
                                .of(Wording.BOOT, payload -> payload.put("chargePointSerialNumber", LONG_SERIAL))),
                new Oddity(
                        "empty-vendor",
                        "has an empty text as its vendor (Huawei)",
                        () -> new Wording().of(Wording.BOOT, payload -> payload.put("chargePointVendor", ""))),
                new Oddity(
                        "tag-suffix",
                        "appends its serial number to the token in starts and stops (KEBA)",
                        () -> new Wording()
                                .of(Wording.START, Spellings::suffixTag)
                                .of(Wording.STOP, Spellings::suffixTag)));
    }

    private Spellings() {}

    private static Habits kilo() {
        return new Wording().ofSamples(sample -> {
            switch (String.valueOf(sample.get("unit"))) {
                case "Wh" -> thousandth(sample, "kWh");
                case "W" -> thousandth(sample, "kW");
                default -> {}
            }
        });
    }

    private static void thousandth(Map<String, Object> sample, String unit) {
        sample.computeIfPresent(
                "value",
                (key, value) -> new BigDecimal((String) value).movePointLeft(3).toPlainString());
        sample.put("unit", unit);
    }

    private static Habits commas() {
        return new Wording()
                .ofSamples(sample -> sample.computeIfPresent("value", (key, value) -> {
                    var text = (String) value;
                    return text.contains(".") ? text.replace('.', ',') : text + ",0";
                }));
    }

    private static Habits suffixed() {
        return new Wording().ofSamples(sample -> {
            if (sample.get("measurand").equals("Voltage")) {
                sample.put("measurand", "Voltage.L1-N");
            } else if (sample.remove("phase") instanceof String phase) {
                sample.put("measurand", sample.get("measurand") + "." + phase);
            }
        });
    }

    private static Habits empty() {
        return new Wording()
                .of(
                        Wording.READING,
                        payload -> Wording.objects(payload.get("meterValue"))
                                .forEach(value -> value.put("sampledValue", List.of())));
    }

    private static Habits repeating() {
        var told = new ArrayList<Object>();
        return new Wording()
                .of(Wording.START, payload -> told.clear())
                .of(
                        Wording.READING,
                        payload -> Wording.objects(payload.get("meterValue")).stream()
                                .filter(value -> !told.contains(value))
                                .forEach(told::add))
                .of(Wording.STOP, payload -> payload.put("transactionData", List.copyOf(told)));
    }

    private static void suffixTag(Map<String, Object> payload) {
        payload.computeIfPresent("idTag", (key, tag) -> tag + "-17651234");
    }
}

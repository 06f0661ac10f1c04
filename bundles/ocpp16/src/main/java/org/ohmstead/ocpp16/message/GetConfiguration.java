package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What are your settings (OCPP 1.6 §5.8, §6.23)? No key asks for all. */
public record GetConfiguration(List<String> key) implements ToStation<GetConfiguration.Response> {

    @Override
    public void write(WireWriter out) {
        out.field("key", key);
    }

    @Override
    public Response readResponse(WireReader in) {
        List<KeyValue> configurationKey = List.of();
        List<String> unknownKey = List.of();
        while (in.next()) {
            switch (in.field()) {
                case "configurationKey" -> configurationKey = in.list(KeyValue::read);
                case "unknownKey" -> unknownKey = in.texts();
                default -> in.skip();
            }
        }
        return new Response(configurationKey, unknownKey);
    }

    /** §6.24. */
    public record Response(List<KeyValue> configurationKey, List<String> unknownKey) {}

    /**
     * §7.29. One odd setting must not hide all others from the operator, so a number or truth is taken as text, {@code readonly} as a
     * station spells it (evcc #10339 has text, #26253 a number), and as false where it is missing.
     *
     * @param value null where the station keeps it to itself
     */
    public record KeyValue(String key, boolean readonly, String value) {

        private static final Set<String> TRUTHS = Set.of("true", "1");

        private static KeyValue read(WireReader in) {
            String key = null;
            boolean readonly = false;
            String value = null;
            while (in.next()) {
                switch (in.field()) {
                    case "key" -> key = in.text(Integer.MAX_VALUE);
                    case "readonly" -> readonly = TRUTHS.contains(in.shown().toLowerCase(Locale.ROOT));
                    case "value" -> value = in.shown();
                    default -> in.skip();
                }
            }
            return new KeyValue(required("key", key), readonly, value);
        }
    }
}

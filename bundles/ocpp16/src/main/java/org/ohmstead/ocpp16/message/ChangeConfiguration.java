package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please change a setting (OCPP 1.6 §5.3, §6.9). */
public record ChangeConfiguration(String key, String value) implements ToStation<ChangeConfiguration.Response> {

    /** CiString50Type. */
    public static final int LONGEST_KEY = 50;

    /** CiString500Type. */
    public static final int LONGEST_VALUE = 500;

    @Override
    public void write(WireWriter out) {
        out.field("key", key);
        out.field("value", value);
    }

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.10, §7.22. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Accepted", "Rejected", "RebootRequired", "NotSupported");
    }
}

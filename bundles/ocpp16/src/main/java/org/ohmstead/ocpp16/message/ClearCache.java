package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please forget earlier verdicts (OCPP 1.6 §5.4, §6.11). */
public record ClearCache() implements ToStation<ClearCache.Response> {

    @Override
    public void write(WireWriter out) {}

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.12, §7.20. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Accepted", "Rejected");
    }
}

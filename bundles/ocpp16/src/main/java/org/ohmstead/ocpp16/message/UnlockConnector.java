package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please let the plug go (OCPP 1.6 §5.18, §6.53). */
public record UnlockConnector(int connectorId) implements ToStation<UnlockConnector.Response> {

    @Override
    public void write(WireWriter out) {
        out.field("connectorId", connectorId);
    }

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.54, §7.46. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Unlocked", "UnlockFailed", "NotSupported");
    }
}

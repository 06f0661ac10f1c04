package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please start a transaction (OCPP 1.6 §5.11, §6.33); without a connector the station chooses. */
public record RemoteStartTransaction(Integer connectorId, String idTag)
        implements ToStation<RemoteStartTransaction.Response> {

    @Override
    public void write(WireWriter out) {
        out.field("connectorId", connectorId);
        out.field("idTag", idTag);
    }

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.34, §7.39. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Accepted", "Rejected");
    }
}

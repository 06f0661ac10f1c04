package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please stop that transaction (OCPP 1.6 §5.12, §6.35). */
public record RemoteStopTransaction(int transactionId) implements ToStation<RemoteStopTransaction.Response> {

    @Override
    public void write(WireWriter out) {
        out.field("transactionId", transactionId);
    }

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.36, §7.39. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Accepted", "Rejected");
    }
}

package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please go out of service, or back (OCPP 1.6 §5.2, §6.7); connector 0 is the whole station. */
public record ChangeAvailability(int connectorId, Type type) implements ToStation<ChangeAvailability.Response> {

    /** §7.4. */
    public enum Type {
        INOPERATIVE("Inoperative"),
        OPERATIVE("Operative");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    @Override
    public void write(WireWriter out) {
        out.field("connectorId", connectorId);
        out.field("type", type.word);
    }

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.8, §7.3. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Accepted", "Rejected", "Scheduled");
    }
}

package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please restart (OCPP 1.6 §5.14, §6.39). */
public record Reset(Type type) implements ToStation<Reset.Response> {

    /** §7.42. */
    public enum Type {
        HARD("Hard"),
        SOFT("Soft");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    @Override
    public void write(WireWriter out) {
        out.field("type", type.word);
    }

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.40, §7.41. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Accepted", "Rejected");
    }
}

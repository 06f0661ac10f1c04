package org.ohmstead.ocpp16.message;

import java.time.Instant;

/** The verdict about a card (OCPP 1.6 §7.27), part of three responses. */
public record IdTagInfo(String status, Instant expiryDate, String parentIdTag) implements FromStation.Response {

    /** CiString20Type (§7.28). */
    public static final int LONGEST_ID_TAG = 20;

    @Override
    public void write(WireWriter out) {
        out.field("status", status);
        out.field("expiryDate", expiryDate);
        out.field("parentIdTag", parentIdTag);
    }
}

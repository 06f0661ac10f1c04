package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

/**
 * May this card charge (OCPP 1.6 §4.1, §6.1)? The idTag may be longer than 20 characters as in a start, or the driver with a
 * card of 7 bytes never gets to the start: KEBA appends a serial number (steve #292).
 */
public record Authorize(String idTag) implements FromStation {

    static final WireReader.Shape<Authorize> SHAPE = Authorize::read;

    private static Authorize read(WireReader in) {
        String idTag = null;
        while (in.next()) {
            switch (in.field()) {
                case "idTag" -> idTag = in.text(IdTagInfo.LONGEST_ID_TAG, StartTransaction.LONGEST_ID_TAG);
                default -> in.skip();
            }
        }
        return new Authorize(required("idTag", idTag));
    }

    /** §6.2. */
    public record Response(IdTagInfo idTagInfo) implements FromStation.Response {

        @Override
        public void write(WireWriter out) {
            out.field("idTagInfo", idTagInfo);
        }
    }
}

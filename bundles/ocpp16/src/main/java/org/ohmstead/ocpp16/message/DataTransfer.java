package org.ohmstead.ocpp16.message;

import static org.ohmstead.ocpp16.message.WireReader.required;

import java.util.Set;

/** Something only one vendor understands; both sides may send it (OCPP 1.6 §4.3, §5.6, §6.15). */
public record DataTransfer(String vendorId, String messageId, String data)
        implements FromStation, ToStation<DataTransfer.Response> {

    static final WireReader.Shape<DataTransfer> SHAPE = DataTransfer::read;

    /** CiString255Type. */
    public static final int LONGEST_VENDOR_ID = 255;

    /** CiString50Type. */
    public static final int LONGEST_MESSAGE_ID = 50;

    private static DataTransfer read(WireReader in) {
        String vendorId = null;
        String messageId = null;
        String data = null;
        while (in.next()) {
            switch (in.field()) {
                case "vendorId" -> vendorId = in.text(LONGEST_VENDOR_ID);
                case "messageId" -> messageId = in.text(LONGEST_MESSAGE_ID);
                case "data" -> data = in.text(Integer.MAX_VALUE);
                default -> in.skip();
            }
        }
        return new DataTransfer(required("vendorId", vendorId), messageId, data);
    }

    @Override
    public void write(WireWriter out) {
        out.field("vendorId", vendorId);
        out.field("messageId", messageId);
        out.field("data", data);
    }

    @Override
    public Response readResponse(WireReader in) {
        String status = null;
        String data = null;
        while (in.next()) {
            switch (in.field()) {
                case "status" -> status = in.oneOf(Response.STATUSES);
                case "data" -> data = in.text(Integer.MAX_VALUE);
                default -> in.skip();
            }
        }
        return new Response(required("status", status), data);
    }

    /** §6.16, §7.23. */
    public record Response(String status, String data) implements FromStation.Response {

        private static final Set<String> STATUSES =
                Set.of("Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId");

        @Override
        public void write(WireWriter out) {
            out.field("status", status);
            out.field("data", data);
        }
    }
}

package org.ohmstead.ocpp16.message;

import java.util.Set;

/** Please report now (OCPP 1.6 §5.17, §6.51). */
public record TriggerMessage(Message requestedMessage, Integer connectorId)
        implements ToStation<TriggerMessage.Response> {

    /** §7.32. */
    public enum Message {
        BOOT_NOTIFICATION("BootNotification"),
        DIAGNOSTICS_STATUS_NOTIFICATION("DiagnosticsStatusNotification"),
        FIRMWARE_STATUS_NOTIFICATION("FirmwareStatusNotification"),
        HEARTBEAT("Heartbeat"),
        METER_VALUES("MeterValues"),
        STATUS_NOTIFICATION("StatusNotification");

        private final String word;

        Message(String word) {
            this.word = word;
        }
    }

    @Override
    public void write(WireWriter out) {
        out.field("requestedMessage", requestedMessage.word);
        out.field("connectorId", connectorId);
    }

    @Override
    public Response readResponse(WireReader in) {
        return new Response(in.onlyStatus(Response.STATUSES));
    }

    /** §6.52, §7.44. */
    public record Response(String status) {

        private static final Set<String> STATUSES = Set.of("Accepted", "Rejected", "NotImplemented");
    }
}

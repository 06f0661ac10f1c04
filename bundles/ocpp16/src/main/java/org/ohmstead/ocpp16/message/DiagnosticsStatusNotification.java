package org.ohmstead.ocpp16.message;

import java.util.Set;

/** How the upload of diagnostics goes (OCPP 1.6 §4.4, §6.17, §7.24). */
public record DiagnosticsStatusNotification(String status) implements FromStation {

    static final WireReader.Shape<DiagnosticsStatusNotification> SHAPE = DiagnosticsStatusNotification::read;

    private static final Set<String> STATUSES = Set.of("Idle", "Uploaded", "UploadFailed", "Uploading");

    private static DiagnosticsStatusNotification read(WireReader in) {
        return new DiagnosticsStatusNotification(in.onlyStatus(STATUSES));
    }

    /** §6.18. */
    public record Response() implements FromStation.Response {

        @Override
        public void write(WireWriter out) {}
    }
}

package org.ohmstead.ocpp16.message;

import java.util.Set;

/** How the firmware update goes (OCPP 1.6 §4.5, §6.19, §7.25). */
public record FirmwareStatusNotification(String status) implements FromStation {

    static final WireReader.Shape<FirmwareStatusNotification> SHAPE = FirmwareStatusNotification::read;

    private static final Set<String> STATUSES = Set.of(
            "Downloaded", "DownloadFailed", "Downloading", "Idle", "InstallationFailed", "Installing", "Installed");

    private static FirmwareStatusNotification read(WireReader in) {
        return new FirmwareStatusNotification(in.onlyStatus(STATUSES));
    }

    /** §6.20. */
    public record Response() implements FromStation.Response {

        @Override
        public void write(WireWriter out) {}
    }
}

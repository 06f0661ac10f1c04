package org.ohmstead.rest.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.ChargingState;
import org.ohmstead.api.model.ConnectorStatus;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.StatusReport;

/**
 * What a station last said of one of its connectors.
 *
 * @param reported the station's own word
 * @param at the station's time
 * @param faults what its error codes mean; those nobody knows are left out
 */
public record ConnectorView(
        int evse,
        int connector,
        ConnectorStatus status,
        String reported,
        Optional<ChargingState> chargingState,
        Optional<String> errorCode,
        Optional<String> info,
        Optional<String> vendorErrorCode,
        Instant at,
        Instant receivedAt,
        List<FaultCode> faults) {

    static ConnectorView of(StatusReport report, List<FaultCode> faults) {
        return new ConnectorView(
                report.connector().evse().value(),
                report.connector().id(),
                report.status(),
                report.reported(),
                report.chargingState(),
                report.errorCode(),
                report.info(),
                report.vendorErrorCode(),
                report.at(),
                report.receivedAt(),
                faults);
    }
}

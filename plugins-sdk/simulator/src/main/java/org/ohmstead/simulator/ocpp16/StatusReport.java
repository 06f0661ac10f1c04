package org.ohmstead.simulator.ocpp16;

import java.time.Instant;
import org.ohmstead.simulator.ledger.Entry;
import org.ohmstead.simulator.ledger.Ledger;
import org.ohmstead.simulator.ledger.Receipt;

/** A status on its way to the CSMS. */
record StatusReport(int connector, Instant at, ConnectorStatus status, String errorCode, Receipt receipt) {

    static StatusReport of(
            String station, int connector, Instant at, ConnectorStatus status, String errorCode, Ledger ledger) {
        var entry = new Entry.Status(station, connector, at, status.toString(), errorCode);
        return new StatusReport(connector, at, status, errorCode, ledger.receipt(entry));
    }
}

package org.ohmstead.simulator.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing a station told the CSMS. A message that was sent several times, because its answer was lost, is one entry.
 * {@code at} is the time in the message, or the station's clock for messages that carry none.
 */
public sealed interface Entry {

    String station();

    Instant at();

    /** A boot and the registration status it was answered with; empty while unanswered. */
    record Boot(String station, Instant at, Optional<String> registration) implements Entry {}

    record Status(String station, int connector, Instant at, String status, String errorCode) implements Entry {}

    /** A start and the transaction id it was answered with; empty while unanswered. */
    record Start(String station, int connector, Instant at, String token, long registerWh, Optional<String> transaction)
            implements Entry {}

    /** One message of meter values; the transaction is empty outside one. */
    record Reading(String station, int connector, Instant at, long registerWh, Optional<String> transaction)
            implements Entry {}

    record Stop(String station, int connector, Instant at, long registerWh, String reason, String transaction)
            implements Entry {}
}

package org.ohmstead.routes;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.ohmstead.api.journal.Facts;
import org.ohmstead.api.journal.JournalEntry;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.Connector;
import org.ohmstead.api.model.Energy;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.TransactionId;

/** Entries of a journal, ready to be followed. */
final class Entries {

    private Entries() {}

    static JournalEntry ended(long seq, String token, String reason) {
        return ended(seq, token, reason, "2026-11-22T10:00:00Z");
    }

    static JournalEntry ended(long seq, String token, String reason, String receivedAt) {
        return new JournalEntry(
                new JournalPosition(1, seq),
                Optional.of(Instant.parse("2026-11-22T09:59:58Z")),
                Instant.parse(receivedAt),
                SiteId.DEFAULT,
                Optional.of(new StationId("CP-1")),
                new Facts.TransactionEnded(
                        new TransactionId(4711),
                        Connector.of(1),
                        "17",
                        Optional.of(IdToken.of(token)),
                        Instant.parse("2026-11-22T09:00:00Z"),
                        Optional.of(Energy.ofWattHours(1_000)),
                        Optional.of(Energy.ofWattHours(8_200)),
                        Optional.of(Energy.ofWattHours(7_200)),
                        reason,
                        Optional.empty(),
                        false,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}

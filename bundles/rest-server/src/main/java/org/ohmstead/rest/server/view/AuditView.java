package org.ohmstead.rest.server.view;

import java.time.Instant;
import java.util.Optional;
import org.ohmstead.api.csms.Audit;

/** One change by somebody. */
public record AuditView(
        long number,
        Instant at,
        String who,
        String action,
        String subject,
        Optional<String> before,
        Optional<String> after,
        String seal) {

    public static AuditView of(Audit.Entry entry) {
        return new AuditView(
                entry.number(),
                entry.at(),
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.before(),
                entry.after(),
                entry.seal());
    }
}

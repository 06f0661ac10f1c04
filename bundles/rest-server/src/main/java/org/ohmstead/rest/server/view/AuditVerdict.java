package org.ohmstead.rest.server.view;

import java.util.Optional;
import org.ohmstead.api.csms.Audit;

/** Whether the audit trail is whole, and its last good seal. */
public record AuditVerdict(boolean whole, long entries, String seal, Optional<Long> broken, Optional<String> reason) {

    public static AuditVerdict of(Audit.Verification verification) {
        return new AuditVerdict(
                verification.broken().isEmpty(),
                verification.entries(),
                verification.seal(),
                verification.broken().flatMap(Audit.Broken::number),
                verification.broken().map(Audit.Broken::reason));
    }
}

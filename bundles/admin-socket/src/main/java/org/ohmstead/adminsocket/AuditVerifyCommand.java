package org.ohmstead.adminsocket;

import java.util.Optional;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.csms.Audit.Verification;
import org.ohmstead.api.model.StoreUnavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says whether the audit trail is whole; refuses, and so gives the script an exit code, where it is not. */
@Component
public final class AuditVerifyCommand implements Command {

    private final Audit audit;

    /** Verifies the trail of {@code audit}. */
    @Activate
    public AuditVerifyCommand(@Reference Audit audit) {
        this.audit = audit;
    }

    @Override
    public String name() {
        return "audit-verify";
    }

    @Override
    public Conversation ask() throws Refused {
        return ask("");
    }

    /** @param noted a seal that was written down elsewhere, or nothing */
    @Override
    public Conversation ask(String noted) throws Refused {
        try {
            Verification found = audit.verify(Optional.of(noted).filter(seal -> !seal.isEmpty()));
            if (found.broken().isPresent()) {
                throw new Refused("The audit trail is broken. "
                        + found.broken().get().reason() + "\nGood until there: " + entries(found));
            }
            return Conversation.saying("The audit trail is whole: " + entries(found));
        } catch (StoreUnavailable e) {
            throw new Refused("The audit trail cannot be read now: " + e.getMessage());
        }
    }

    private static String entries(Verification found) {
        return found.entries() + " entries" + (found.seal().isEmpty() ? "." : ", the last seal is\n" + found.seal());
    }
}

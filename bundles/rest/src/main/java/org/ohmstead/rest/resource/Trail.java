package org.ohmstead.rest.resource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ohmstead.api.csms.Audit;
import org.ohmstead.api.model.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who changed what, in the words of the routes. What a route changed and did not write down is in the trail all the same,
 * but only as method and path.
 */
public record Trail(Audit audit) {

    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);

    /** Entries are for people; a file may have fifty thousand lines. */
    private static final int MOST_NAMED = 200;

    /** @throws StoreUnavailable if nothing is known to be written */
    public void changed(Call call, String action, String subject, Optional<String> before, Optional<String> after) {
        call.noted();
        audit.record(call.who(), action, subject, before, after);
    }

    /** @throws StoreUnavailable if nothing is known to be written */
    public void did(Call call, String action, String subject, String what) {
        changed(call, action, subject, Optional.empty(), Optional.of(what));
    }

    /** @throws StoreUnavailable if nothing is known to be written */
    public void did(Call call, String action, String subject) {
        changed(call, action, subject, Optional.empty(), Optional.empty());
    }

    /** Nothing was changed, so that there is nothing to write down. */
    public void unchanged(Call call) {
        call.noted();
    }

    /**
     * What is done already and whose answer shows a secret once: that answer must not be lost because the store went in between.
     * The log has then what the trail has not.
     */
    public void didForOnce(Call call, String action, String subject, String what) {
        try {
            did(call, action, subject, what);
        } catch (StoreUnavailable e) {
            LOG.error(
                    "Not in the audit trail, because of the store ({}): {} did {} to {}: {}",
                    e.getMessage(),
                    call.who(),
                    action,
                    subject,
                    what);
        }
    }

    /** As many of them as an entry should have, behind a colon; nothing of none. */
    public static String first(List<String> all) {
        if (all.isEmpty()) {
            return "";
        }
        String more = all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "";
        return all.stream().limit(MOST_NAMED).collect(Collectors.joining(", ", ": ", more));
    }
}

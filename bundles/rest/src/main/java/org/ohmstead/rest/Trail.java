package org.ohmstead.rest;

import java.util.Optional;
import org.ohmstead.api.csms.Audit;

/** Writes down who changed what, in the words of the routes. */
record Trail(Audit audit) {

    void changed(Call call, String action, String subject, Optional<String> before, Optional<String> after) {
        audit.record(call.who(), action, subject, before, after);
    }

    void did(Call call, String action, String subject, String what) {
        audit.record(call.who(), action, subject, Optional.empty(), Optional.of(what));
    }

    void did(Call call, String action, String subject) {
        audit.record(call.who(), action, subject, Optional.empty(), Optional.empty());
    }
}

package org.ohmstead.simulator.ocpp16;

import java.util.Optional;
import org.ohmstead.simulator.wire.Payload;

/** An IdTagInfo: the verdict on a token, and the group it belongs to. */
record Authorization(String status, Optional<String> group) {

    static final Authorization INVALID = new Authorization("Invalid", Optional.empty());

    /** Empty when the answer carries no status. */
    static Optional<Authorization> in(Payload answer) {
        return answer.object("idTagInfo")
                .flatMap(
                        info -> info.text("status").map(status -> new Authorization(status, info.text("parentIdTag"))));
    }

    boolean accepted() {
        return status.equals("Accepted");
    }
}

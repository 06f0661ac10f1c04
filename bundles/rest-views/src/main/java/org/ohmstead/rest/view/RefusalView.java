package org.ohmstead.rest.view;

import java.time.Instant;
import org.ohmstead.api.model.Refusal;

/**
 * That a station is kept out until it comes in.
 *
 * @param since the first of the tries
 * @param reason of the latest
 * @param from the address of the latest
 */
public record RefusalView(Instant since, long tries, Refusal.Reason reason, String from) {

    static RefusalView of(Refusal refusal) {
        return new RefusalView(
                refusal.since(),
                refusal.tries(),
                refusal.reason(),
                refusal.from().getHostAddress());
    }
}

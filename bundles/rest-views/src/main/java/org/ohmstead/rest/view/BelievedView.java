package org.ohmstead.rest.view;

import java.time.Instant;
import org.ohmstead.api.model.BelievedTime;

/**
 * When something is believed to have happened.
 *
 * @param offsetMillis how far the station's clock is believed to have been ahead then
 */
public record BelievedView(Instant at, BelievedTime.How how, long offsetMillis) {

    static BelievedView of(BelievedTime time) {
        return new BelievedView(time.at(), time.how(), time.offset().toMillis());
    }
}

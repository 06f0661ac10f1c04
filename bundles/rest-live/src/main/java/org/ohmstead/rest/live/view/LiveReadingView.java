package org.ohmstead.rest.live.view;

import java.util.Optional;
import org.ohmstead.api.csms.TransactionHistory.LiveReading;
import org.ohmstead.api.model.TransactionId;
import org.ohmstead.rest.view.ReadingView;

/** A reading as it came. */
public record LiveReadingView(
        String station, int evse, int connector, Optional<String> transaction, ReadingView reading) {

    public static LiveReadingView of(LiveReading live) {
        return new LiveReadingView(
                live.station().value(),
                live.connector().evse().value(),
                live.connector().id(),
                live.transaction().map(TransactionId::toString),
                ReadingView.of(live.reading()));
    }
}

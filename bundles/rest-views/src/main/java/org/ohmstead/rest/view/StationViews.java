package org.ohmstead.rest.view;

import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.StationState;

/** Stations as people see them: with what was learned of their meters, and what their error codes mean. */
public record StationViews(TransactionHistory history, FaultCodes codes) {

    /** As it is now. */
    public StationView of(StationState state) {
        return StationView.of(
                state,
                history.registerKind(state.station().id()),
                report -> codes.explain(state.station().hardware(), report));
    }
}

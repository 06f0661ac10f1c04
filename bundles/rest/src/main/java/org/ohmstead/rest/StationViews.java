package org.ohmstead.rest;

import org.ohmstead.api.csms.FaultCodes;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.StationState;
import org.ohmstead.rest.view.StationView;

/** Stations as people see them: with what was learned of their meters, and what their error codes mean. */
record StationViews(TransactionHistory history, FaultCodes codes) {

    StationView of(StationState state) {
        return StationView.of(
                state,
                history.registerKind(state.station().id()),
                report -> codes.explain(state.station().hardware(), report));
    }
}

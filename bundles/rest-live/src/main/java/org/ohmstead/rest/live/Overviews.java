package org.ohmstead.rest.live;

import java.time.Clock;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.model.Scope;
import org.ohmstead.rest.live.view.Overview;

/** Takes the overview from what the domain has in memory. */
record Overviews(Clock clock, Stations stations, StationRegister register, Tokens tokens, TransactionHistory history) {

    Overview now() {
        Stations.Totals connected = stations.totals(Scope.ALL);
        TransactionHistory.Totals charging = history.totals(Scope.ALL);
        return new Overview(
                clock.instant(),
                connected.stations(),
                connected.online(),
                connected.faulted(),
                charging.charging(),
                charging.power().watts(),
                charging.energyToday().wattHours(),
                register.acceptsUnknown(),
                tokens.acceptsUnknown());
    }
}

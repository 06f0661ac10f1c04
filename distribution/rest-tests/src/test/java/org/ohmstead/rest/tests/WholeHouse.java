package org.ohmstead.rest.tests;

import java.util.List;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.rest.HttpHouse;
import org.ohmstead.rest.charging.ChargingResource;
import org.ohmstead.rest.live.LiveResource;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.rest.server.OneSettingsFile;
import org.ohmstead.rest.server.ServerResource;
import org.ohmstead.rest.stations.StationResource;
import org.ohmstead.testkit.InMemoryDeadLetters;

/** All that a server serves. */
abstract class WholeHouse extends HttpHouse {

    @Override
    protected List<Resource> resources() {
        return List.of(
                new StationResource(
                        house.audit,
                        house.stations,
                        house.register,
                        house.provisioning,
                        house.history,
                        house.journal,
                        house.wireLog,
                        house.ledger,
                        house.faultCodes),
                new ChargingResource(
                        house.audit, house.stations, house.tokens, house.policies, house.history, house.reviews),
                new ServerResource(
                        people,
                        house.audit,
                        house.stations,
                        house.journal,
                        new InMemoryDeadLetters(),
                        () -> List.of(new SettingsCheck.Problem("x.cfg", 2, "prot", "is not known; port is", false)),
                        new OneSettingsFile(),
                        house.logLevels),
                new LiveResource(
                        house.stations,
                        house.register,
                        house.tokens,
                        house.history,
                        house.journal,
                        house.frames,
                        house.faultCodes));
    }
}

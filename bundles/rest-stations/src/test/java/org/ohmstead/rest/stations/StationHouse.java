package org.ohmstead.rest.stations;

import java.util.List;
import org.ohmstead.rest.HttpHouse;
import org.ohmstead.rest.resource.Resource;

/** What this bundle serves, over HTTP. */
abstract class StationHouse extends HttpHouse {

    @Override
    protected List<Resource> resources() {
        return List.of(new StationResource(
                house.audit,
                house.stations,
                house.register,
                house.provisioning,
                house.history,
                house.journal,
                house.wireLog,
                house.ledger,
                house.faultCodes));
    }
}

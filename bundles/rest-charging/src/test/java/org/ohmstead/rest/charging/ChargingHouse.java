package org.ohmstead.rest.charging;

import java.util.List;
import org.ohmstead.rest.HttpHouse;
import org.ohmstead.rest.resource.Resource;

/** What this bundle serves, over HTTP. */
abstract class ChargingHouse extends HttpHouse {

    @Override
    protected List<Resource> resources() {
        return List.of(new ChargingResource(
                house.audit, house.stations, house.tokens, house.policies, house.history, house.reviews));
    }
}

package org.ohmstead.rest.live;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.ohmstead.rest.HttpHouse;
import org.ohmstead.rest.resource.Resource;

/** What this bundle serves, over HTTP. */
abstract class LiveHouse extends HttpHouse {

    final LiveResource resource = new LiveResource(
            house.stations, house.register, house.tokens, house.history, house.journal, house.frames, house.faultCodes);

    @Override
    protected List<Resource> resources() {
        return List.of(resource);
    }

    @AfterEach
    void endStreams() {
        resource.close();
    }
}

package org.ohmstead.rest.server;

import java.util.List;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.rest.HttpHouse;
import org.ohmstead.rest.resource.Resource;
import org.ohmstead.testkit.InMemoryDeadLetters;

/** What this bundle serves, over HTTP. */
abstract class ServerHouse extends HttpHouse {

    final InMemoryDeadLetters letters = new InMemoryDeadLetters();
    final ServerResource resource = new ServerResource(
            people,
            house.audit,
            house.stations,
            house.journal,
            letters,
            () -> List.of(new SettingsCheck.Problem("x.cfg", 2, "prot", "is not known; port is", false)),
            new OneSettingsFile(),
            house.logLevels);

    @Override
    protected List<Resource> resources() {
        return List.of(resource);
    }
}

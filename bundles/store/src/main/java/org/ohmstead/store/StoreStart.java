package org.ohmstead.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.database.DatabaseEngine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database and offers the store once it is open. Where it cannot be opened, one sentence says so: a component that
 * failed would be tried again for each of its users, and each of them would complain.
 */
@Component(
        service = {},
        immediate = true)
public final class StoreStart {

    private static final Logger LOG = LoggerFactory.getLogger(StoreStart.class);

    private final Optional<StoreService> store;
    private final ServiceRegistration<?> registration;

    /** Opens the database of the server's home; may take as long as the recovery after a crash. */
    @Activate
    public StoreStart(@Reference DatabaseEngine engine, BundleContext context) {
        Optional<StoreService> opened = Optional.empty();
        ServiceRegistration<?> announced;
        try {
            StoreService service = new StoreService(
                    engine,
                    Path.of(context.getProperty("ohmstead.home")),
                    context.getBundle().getVersion().toString(),
                    Clock.systemUTC(),
                    Writer.Limits.DEFAULT);
            opened = Optional.of(service);
            announced = context.registerService(
                    new String[] {StoreService.class.getName(), HealthCheck.class.getName()}, service, null);
        } catch (IOException | RuntimeException e) {
            LOG.error("The store does not start", e);
            announced = context.registerService(ClosedDoor.class, new ClosedDoor("database", e.getMessage()), null);
        }
        store = opened;
        registration = announced;
    }

    @Deactivate
    void close() {
        registration.unregister();
        store.ifPresent(StoreService::close);
    }
}

package org.ohmstead.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.database.DatabaseCopy;
import org.ohmstead.api.database.DatabaseEngine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database and offers the store once it is open. Where it cannot be opened, one sentence says so: a component that
 * failed would be tried again for each of its users, and each of them would complain.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.ohmstead.store")
@Designate(ocd = StoreStart.Settings.class)
public final class StoreStart {

    /** How much room the database keeps. */
    @ObjectClassDefinition(
            name = "Store",
            description = "The database of this server, in the folder data/ of its home. A change counts at once.")
    public @interface Settings {

        @AttributeDefinition(
                description = "Health warns when fewer megabytes than this are left on the disk of the database.",
                min = "1",
                max = "10000000")
        long lowDiskMegabytes() default 2_048;

        @AttributeDefinition(
                description =
                        "When fewer megabytes than this are left, nothing is stored any more and stations are told to come"
                                + " back, until there is room again. The database needs this room to recover after a crash.",
                min = "1",
                max = "10000000")
        long leastDiskMegabytes() default 256;
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreStart.class);

    private final Optional<StoreService> store;
    private final DiskSpace disk;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /** Opens the database of the server's home; may take as long as the recovery after a crash. */
    @Activate
    public StoreStart(@Reference DatabaseEngine engine, Settings settings, BundleContext context) {
        Path home = Path.of(context.getProperty("ohmstead.home"));
        disk = new DiskSpace(DiskSpace.Room.ofDatabase(home), limits(settings));
        Optional<StoreService> opened = Optional.empty();
        registrations.add(context.registerService(HealthCheck.class, disk, null));
        try {
            StoreService service = new StoreService(
                    engine,
                    home,
                    context.getBundle().getVersion().toString(),
                    Clock.systemUTC(),
                    Writer.Limits.DEFAULT,
                    disk);
            opened = Optional.of(service);
            registrations.add(context.registerService(HealthCheck.class, service.clockWatch(), null));
            registrations.add(context.registerService(DatabaseCopy.class, service.copies(), null));
            registrations.add(context.registerService(
                    new String[] {StoreService.class.getName(), HealthCheck.class.getName()}, service, null));
        } catch (IOException | RuntimeException e) {
            LOG.error("The store does not start", e);
            registrations.add(
                    context.registerService(ClosedDoor.class, new ClosedDoor("database", e.getMessage()), null));
        }
        store = opened;
    }

    @Modified
    void change(Settings settings) {
        disk.limit(limits(settings));
    }

    private static DiskSpace.Limits limits(Settings settings) {
        return DiskSpace.Limits.ofMegabytes(settings.lowDiskMegabytes(), settings.leastDiskMegabytes());
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        store.ifPresent(StoreService::close);
    }
}

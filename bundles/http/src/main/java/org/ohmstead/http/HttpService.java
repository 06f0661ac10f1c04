package org.ohmstead.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.ohmstead.api.csms.ClosedDoor;
import org.ohmstead.api.csms.Door;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.settings.Counts;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port for people and their scripts. Whoever has something to say there registers a Jetty {@link Handler} with the service
 * property {@code ohmstead.path} (one path or several); the longest path that matches answers.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = HttpService.PID)
@Designate(ocd = HttpService.Settings.class)
public final class HttpService {

    /** Where and how the port is opened. */
    @Counts(when = Counts.When.PORT_REOPENS)
    @ObjectClassDefinition(
            name = "Console and REST",
            description = "The port for people and their scripts. A change closes the port and opens it anew.")
    public @interface Settings {

        @AttributeDefinition(
                description =
                        "The address to listen at. Anything but this machine itself (127.0.0.1, localhost, ::1) needs"
                                + " a keystore: passwords are not sent in the clear.")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "The port; 0 takes any free one.", min = "0", max = "65535")
        int port() default 8080;

        @AttributeDefinition(
                description =
                        "The names under which browsers reach this server, separated by blanks. Requests for other"
                                + " names are refused, so that a foreign page cannot make a browser talk to this machine.",
                required = false)
        String hostNames() default "";

        @AttributeDefinition(
                description = "A PKCS#12 file with the certificate and its key; empty for no TLS.",
                required = false)
        String keystore() default "";

        @AttributeDefinition(
                type = AttributeType.PASSWORD,
                description = "The password of the keystore, best as $[secret:name].",
                required = false)
        String keystorePassword() default "";

        @AttributeDefinition(
                description = "At most so many connections at once; whoever comes then waits until one ends.",
                min = "50",
                max = "20000")
        int maxConnections() default 1000;

        @AttributeDefinition(
                description = "The port counts as open once all of these paths are served; separated by blanks.")
        String opensWith() default "/api/v1 /";
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

    static final String PID = "org.ohmstead.http";

    private static final String PATH = "ohmstead.path";

    /** Set by the option --http-port, which wins over the configuration. */
    private static final String PORT = "ohmstead.http.port";

    private final Function<Door, Runnable> announce;
    private final Set<String> awaited;
    private final Mounts mounts = new Mounts();
    private final Optional<Port> port;
    private final List<Runnable> retracts = new ArrayList<>();
    private boolean announced;

    /** Where the port is not open as it was set, for want of a keystore: opens all anew when there is one. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** Opens the port; until the awaited paths are there it answers 503. */
    @Activate
    public HttpService(BundleContext context, Settings settings, @Reference ConfigurationAdmin configurations) {
        this(
                settings,
                Integer.getInteger(PORT, settings.port()),
                door -> context.registerService(Door.class, door, null)::unregister,
                wrong -> context.registerService(
                        wrong instanceof ClosedDoor
                                ? new String[] {ClosedDoor.class.getName(), HealthCheck.class.getName()}
                                : new String[] {HealthCheck.class.getName()},
                        wrong,
                        null)::unregister,
                () -> anew(configurations));
    }

    /** As if the settings had changed: the component goes and comes again. */
    private static void anew(ConfigurationAdmin configurations) {
        try {
            Configuration own = configurations.getConfiguration(PID, "?");
            own.update(own.getProperties());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param number of the port
     * @param announce tells that the port is open and gives back what takes that back
     * @param tellHealth likewise, that it cannot be opened, or not where it should be, and how long the certificate lasts
     * @param anew to be called when it could be opened as it was set; closes this service
     */
    HttpService(
            Settings settings,
            int number,
            Function<Door, Runnable> announce,
            Function<HealthCheck, Runnable> tellHealth,
            Runnable anew) {
        this.announce = announce;
        this.awaited = Set.copyOf(words(settings.opensWith()));
        this.port = open(settings, number, tellHealth, anew);
    }

    /** Where the settings cannot be, it opens for this machine alone: else nobody could mend them but in the file. */
    private Optional<Port> open(
            Settings settings, int number, Function<HealthCheck, Runnable> tellHealth, Runnable anew) {
        Port.Place wanted = Port.Place.of(settings, number);
        Object keystore = wanted.secure() ? wanted.keystoreFile().stamp() : "none";
        try {
            Port opened = new Port(wanted, settings, mounts);
            opened.certificate().ifPresent(check -> retracts.add(tellHealth.apply(check)));
            return Optional.of(opened);
        } catch (IllegalStateException e) {
            Optional<Port> here = wanted.isPlainlyHere() ? Optional.empty() : openHere(settings, number);
            HealthCheck wrong = here.<HealthCheck>map(port -> new OpenHereOnly(e.getMessage(), port.uri()))
                    .orElseGet(() -> new ClosedDoor(Door.CONSOLE, e.getMessage()));
            retracts.add(tellHealth.apply(wrong));
            if (wanted.secure()) {
                awaitAnother(wanted.keystoreFile(), keystore, anew);
            }
            return here;
        }
    }

    private void awaitAnother(Keystore keystore, Object stamp, Runnable anew) {
        KeystoreWatch watch = new KeystoreWatch(keystore, stamp, fresh -> anew.run()).every(RETRY);
        retracts.add(watch::close);
    }

    private Optional<Port> openHere(Settings settings, int number) {
        try {
            return Optional.of(new Port(Port.Place.onThisMachine(number), settings, mounts));
        } catch (IllegalStateException e) {
            LOG.error("Nor can it be opened for this machine alone: {}", e.getMessage());
            return Optional.empty();
        }
    }

    static Set<String> words(String text) {
        return new LinkedHashSet<>(
                Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList());
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(" + PATH + "=*)",
            unbind = "unmount")
    synchronized void mount(Handler handler, Map<String, Object> properties) {
        if (port.isEmpty()) {
            return;
        }
        mounts.add(paths(properties.get(PATH)), handler, port.get().server());
        if (!announced && mounts.paths().containsAll(awaited)) {
            mounts.open();
            announced = true;
            retracts.add(announce.apply(new OpenDoor(port.get().uri())));
        }
    }

    private static List<String> paths(Object property) {
        return property instanceof String[] several ? List.of(several) : List.of((String) property);
    }

    void unmount(Handler handler) {
        mounts.remove(handler);
    }

    /** Closes the port. */
    @Deactivate
    synchronized void close() {
        retracts.forEach(Runnable::run);
        port.ifPresent(Port::close);
    }

    /** Where the port is. */
    URI uri() {
        return port.orElseThrow().uri();
    }

    private record OpenDoor(URI uri) implements Door {

        @Override
        public String name() {
            return CONSOLE;
        }
    }

    /** The port is open, but not as it was set. */
    private record OpenHereOnly(String reason, URI uri) implements HealthCheck {

        private OpenHereOnly {
            LOG.error("{} Until then console and REST are for this machine alone, at {}", reason, uri);
        }

        @Override
        public String name() {
            return Door.CONSOLE;
        }

        @Override
        public Health check() {
            return new Health(
                    Status.DOWN,
                    reason + " Until then console and REST are for this machine alone, at " + uri + ".",
                    "Mend that, or config/org.ohmstead.http.cfg; it counts by itself.");
        }
    }
}

package org.ohmstead.http;

import java.net.URI;
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

/**
 * The port for people and their scripts. Whoever has something to say there registers a Jetty {@link Handler} with the service
 * property {@code ohmstead.path} (one path or several); the longest path that matches answers.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.ohmstead.http")
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
                description = "The port counts as open once all of these paths are served; separated by blanks.")
        String opensWith() default "/api/v1 /";
    }

    private static final String PATH = "ohmstead.path";

    /** Set by the option --http-port, which wins over the configuration. */
    private static final String PORT = "ohmstead.http.port";

    private final Function<Door, Runnable> announce;
    private final Set<String> awaited;
    private final Mounts mounts = new Mounts();
    private final Optional<Port> port;
    private Optional<Runnable> retract = Optional.empty();

    /** Opens the port; until the awaited paths are there it answers 503. */
    @Activate
    public HttpService(BundleContext context, Settings settings) {
        this(
                settings,
                Integer.getInteger(PORT, settings.port()),
                door -> context.registerService(Door.class, door, null)::unregister,
                closed -> context.registerService(
                                new String[] {ClosedDoor.class.getName(), HealthCheck.class.getName()}, closed, null)
                        ::unregister);
    }

    /**
     * @param number of the port
     * @param announce tells that the port is open and gives back what takes that back
     * @param complain likewise, that it cannot be opened
     */
    HttpService(
            Settings settings, int number, Function<Door, Runnable> announce, Function<ClosedDoor, Runnable> complain) {
        this.announce = announce;
        this.awaited = Set.copyOf(words(settings.opensWith()));
        Optional<Port> opened = Optional.empty();
        try {
            opened = Optional.of(new Port(settings, number, mounts));
        } catch (IllegalStateException e) {
            retract = Optional.of(complain.apply(new ClosedDoor(Door.CONSOLE, e.getMessage())));
        }
        port = opened;
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
        if (retract.isEmpty() && mounts.paths().containsAll(awaited)) {
            mounts.open();
            retract = Optional.of(announce.apply(new OpenDoor(port.get().uri())));
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
        retract.ifPresent(Runnable::run);
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
}

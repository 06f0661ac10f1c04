package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.log.LogLines;
import org.ohmstead.testkit.InMemoryDeadLetters;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/** Components that go: while the server runs their routes are started anew, when it stops they are not. */
class StoppingTest {

    @TempDir
    private Path home;

    private final LogLines log = new LogLines(RouteFolder.class);
    private final Bundle camels = proxy(Bundle.class, this::ofCamels);
    private volatile int stateOfCamels = Bundle.ACTIVE;

    /** Asked each time by the thread that looks after the files. */
    private final BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();

    private volatile int state = Bundle.ACTIVE;
    private volatile BundleListener listener;
    private RoutesService routes;

    @BeforeEach
    void aRouteRuns() throws Exception {
        Path folder = Files.createDirectories(home.resolve("config/routes"));
        Files.writeString(folder.resolve("hourly.yaml"), """
                - route:
                    id: hourly
                    from:
                      uri: timer:hourly
                      parameters:
                        period: 3600000
                        delay: 3600000
                      steps:
                        - to:
                            uri: log:hourly
                """);
        Memory memory = new Memory();
        routes = new RoutesService(
                home,
                new OhmsteadComponent.Core(
                        new ScriptedJournal(), new InMemoryDeadLetters(), new OneStation(List.of()), memory, memory),
                Optional.of(framework()));
        assertThat(log.next()).isEqualTo("INFO Routes of hourly.yaml run: [hourly]");
    }

    @Test
    void aComponentThatGoesWhileTheServerRunsStartsItsRoutesAnew() throws Exception {
        componentGoes();

        assertThat(log.next()).isEqualTo("INFO Routes of hourly.yaml run: [hourly]");
        routes.stop();
    }

    @Test
    void aComponentThatGoesWhenTheServerStopsStartsNothing() throws Exception {
        state = Bundle.STOPPING;
        componentGoes();
        asked.clear();
        for (int turn = 0; turn < 2; turn++) { // the turn of what was to be done at once is over, too
            assertThat(asked.poll(20, TimeUnit.SECONDS)).isNotNull();
        }

        routes.stop();
        assertThat(log.all()).isEmpty();
    }

    @Test
    void theEndOfTheRoutesThemselvesStartsNothing() throws Exception {
        routes.stop();

        assertThat(log.all()).isEmpty();
    }

    private void componentGoes() {
        stateOfCamels = Bundle.STOPPING;
        listener.bundleChanged(new BundleEvent(BundleEvent.STOPPING, camels));
    }

    private BundleContext framework() {
        Bundle system = proxy(Bundle.class, (method, arguments) -> {
            assertThat(method).isEqualTo("getState");
            asked.add(state);
            return state;
        });
        return proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getBundle" -> system;
            case "getBundles" -> new Bundle[] {camels};
            case "addBundleListener" -> {
                listener = (BundleListener) arguments[0];
                yield null;
            }
            case "removeBundleListener" -> null;
            default -> throw new AssertionError(method);
        });
    }

    /** A bundle that brings a component of which Camel knows by itself, too. */
    private Object ofCamels(String method, Object[] arguments) {
        return switch (method) {
            case "getState" -> stateOfCamels;
            case "getHeaders" -> new Hashtable<>(Map.of("Import-Package", "org.apache.camel"));
            case "getEntryPaths" ->
                Collections.enumeration(List.of("META-INF/services/org/apache/camel/component/log"));
            case "getEntry" -> null;
            case "hashCode" -> 7;
            case "equals" -> arguments[0] == camels;
            default -> throw new AssertionError(method);
        };
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}

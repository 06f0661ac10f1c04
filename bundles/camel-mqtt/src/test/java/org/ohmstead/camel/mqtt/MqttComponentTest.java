package org.ohmstead.camel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real broker. */
class MqttComponentTest {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private Server broker;
    private DefaultCamelContext camel;
    private String address;
    private int port;

    @BeforeEach
    void startBroker() throws IOException {
        startOnAnyPort();
        address = "tcp://127.0.0.1:" + port;
        camel = new DefaultCamelContext();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        broker.stopServer();
    }

    @Test
    void whatIsPublishedArrives() throws Exception {
        subscribe("ohmstead/#");

        publish("ohmstead/{station}/ended", "{}", "CP/1+");

        await(() -> received.equals(List.of("ohmstead/CP_1_/ended {}")));
    }

    @Test
    void aMessageWhoseRouteFailsComesAgainBeforeTheNext() throws Exception {
        failures.set(2);
        subscribe("commands");

        publish("commands", "first", "CP-1");
        publish("commands", "second", "CP-1");

        await(() -> received.equals(List.of("commands first", "commands second")));
        assertThat(failures).hasNegativeValue();
    }

    @Test
    void whatCameWhileNobodyListenedIsHandedOver() throws Exception {
        subscribe("commands");
        camel.getRouteController().stopRoute("subscribed");

        publish("commands", "meanwhile", "CP-1");
        camel.getRouteController().startRoute("subscribed");

        await(() -> received.equals(List.of("commands meanwhile")));
    }

    @Test
    void whatWasNotThroughWhenTheRouteStoppedComesAgain() throws Exception {
        failures.set(Integer.MAX_VALUE);
        subscribe("commands");
        publish("commands", "urgent", "CP-1");
        await(() -> failures.get() < Integer.MAX_VALUE);

        camel.getRouteController().stopRoute("subscribed");
        failures.set(0);
        camel.getRouteController().startRoute("subscribed");

        await(() -> received.equals(List.of("commands urgent")));
    }

    @Test
    void aBrokerThatIsAwayFailsThePublishingAndIsFoundAgain() throws Exception {
        subscribe("commands");
        broker.stopServer();

        assertThatThrownBy(() -> publish("commands", "lost?", "CP-1")).isInstanceOf(Exception.class);

        broker = start(port);
        await(() -> {
            try {
                publish("commands", "back", "CP-1");
            } catch (RuntimeException stillAway) {
                return false;
            }
            return received.contains("commands back");
        });
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThatThrownBy(() -> camel.getEndpoint("mqtt:publish?topic=a"))
                .hasRootCauseMessage("The option server is missing");
        assertThatThrownBy(() -> camel.getEndpoint("mqtt:publish?topic=a&server=broker:1883"))
                .hasRootCauseMessage("The server is like tcp://host:1883 or ssl://host:8883");
        assertThatThrownBy(() -> camel.getEndpoint("mqtt:subscribe?topic=a&server=" + address))
                .hasRootCauseMessage("The option clientId is missing");
        assertThatThrownBy(() -> camel.getEndpoint("mqtt:send?topic=a&server=" + address))
                .hasRootCauseMessage("mqtt:send does not exist; there are mqtt:publish and mqtt:subscribe");
        assertThatThrownBy(() -> camel.getEndpoint("mqtt:publish?topic=a&qos=3&server=" + address))
                .hasRootCauseMessage("The option qos is 0, 1 or 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/#/b", "a#", "a/b+", "#/"})
    void aFilterThatIsNoneFailsWithItsRoute(String topic) {
        assertThatThrownBy(
                        () -> camel.getEndpoint("mqtt:subscribe?clientId=c&topic=RAW(" + topic + ")&server=" + address))
                .rootCause()
                .hasMessageContaining("cannot be subscribed to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/#", "a/+/{station}"})
    void nothingIsPublishedToManyTopics(String topic) {
        assertThatThrownBy(() -> camel.getEndpoint("mqtt:publish?topic=RAW(" + topic + ")&server=" + address))
                .rootCause()
                .hasMessageContaining("cannot be published to");
    }

    @Test
    void aMistypedOptionIsNamed() {
        assertThatThrownBy(() -> camel.getEndpoint("mqtt:subscribe?clientId=c&topc=a&server=" + address))
                .hasRootCauseMessage("There is no option topc of mqtt:subscribe; there are"
                        + " clientId, password, qos, server, topic, user");
    }

    private void subscribe(String topic) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("mqtt:subscribe?clientId=tester&topic=" + topic.replace("#", "%23") + "&server=" + address)
                        .routeId("subscribed")
                        .process(exchange -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("not yet");
                            }
                            received.add(exchange.getIn().getHeader("topic") + " "
                                    + exchange.getIn().getBody(String.class));
                        });
            }
        });
        await(() -> broker.listConnectedClients().stream()
                .anyMatch(it -> it.getClientID().equals("tester")));
    }

    private void publish(String topic, String body, String station) {
        camel.createProducerTemplate()
                .sendBodyAndHeaders(
                        "mqtt:publish?topic=" + topic + "&server=" + address, body, Map.of("station", station));
    }

    /** Moquette can choose one itself, but whoever asks which may come too early; so one that is free, until nobody else was faster. */
    private void startOnAnyPort() throws IOException {
        while (broker == null) {
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            try {
                broker = start(port);
            } catch (RuntimeException taken) {
                assertThat(taken).hasMessageContaining("Cannot bind to port");
            }
        }
    }

    /** Two tests at once would not share a broker. */
    @Test
    void aPortThatSomebodyElseTookIsNotTaken() {
        assertThatThrownBy(() -> start(port)).hasMessageContaining("Cannot bind to port");
    }

    private static Server start(int port) throws IOException {
        var settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        var server = new Server();
        server.startServer(new MemoryConfig(settings));
        return server;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}

package org.ohmstead.camel.mqtt;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.eclipse.paho.client.mqttv3.MqttTopic;

/**
 * MQTT 3.1.1 for routes.
 *
 * <ul>
 *   <li>{@code mqtt:publish?server=tcp://…&topic=ohmstead/{station}/ended} sends the body and is through when the broker has it;
 *       {@code {name}} becomes that header.
 *   <li>{@code mqtt:subscribe?server=tcp://…&topic=…&clientId=…} hands over each message until the route came through.
 * </ul>
 *
 * <p>Camel finds this class through {@code META-INF/services/org/apache/camel/component/mqtt} and makes one.
 */
public final class MqttComponent extends DefaultComponent {

    /** By what stands after the colon: the options it takes. */
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "publish", Set.of("server", "user", "password", "topic", "qos", "retained"),
            "subscribe", Set.of("server", "user", "password", "topic", "qos", "clientId"));

    /** Camel itself takes these of every address. */
    private static final Set<String> CAMELS =
            Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer");

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        refuseUnknownOptions(remaining, parameters.keySet());
        var broker = new Broker(server(parameters), optional(parameters, "user"), optional(parameters, "password"));
        String topic = required(parameters, "topic");
        int qos = quality(getAndRemoveParameter(parameters, "qos", Integer.class, 1));
        return switch (remaining) {
            case "publish" ->
                new Publishing(
                        uri,
                        broker,
                        name(topic),
                        qos,
                        getAndRemoveParameter(parameters, "retained", Boolean.class, false));
            case "subscribe" -> new Subscribing(uri, broker, filter(topic), qos, required(parameters, "clientId"));
            default ->
                throw new IllegalArgumentException(
                        "mqtt:" + remaining + " does not exist; there are mqtt:publish and mqtt:subscribe");
        };
    }

    /** First of all, since one that is mistyped would else be told as one that is missing. */
    private static void refuseUnknownOptions(String name, Set<String> given) {
        Set<String> known = OPTIONS.getOrDefault(name, given);
        for (String option : new TreeSet<>(given)) {
            if (!known.contains(option) && !CAMELS.contains(option)) {
                throw new IllegalArgumentException("There is no option " + option + " of mqtt:" + name + "; there are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** MQTT 3.1.1, 4.7.1: wildcards are for those who subscribe. What a header stands for has none, see {@link Publisher}. */
    private static String name(String topic) {
        if (!isValid(Publisher.HEADER.matcher(topic).replaceAll("header"), false)) {
            throw new IllegalArgumentException(
                    "The topic \"" + topic + "\" cannot be published to: it has neither + nor #");
        }
        return topic;
    }

    /** MQTT 3.1.1, 4.7.1. */
    private static String filter(String topic) {
        if (!isValid(topic, true)) {
            throw new IllegalArgumentException("The topic \"" + topic
                    + "\" cannot be subscribed to: + stands alone between slashes, # alone at the end");
        }
        return topic;
    }

    private static boolean isValid(String topic, boolean wildcards) {
        try {
            MqttTopic.validate(topic, wildcards);
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    private String server(Map<String, Object> parameters) {
        String server = required(parameters, "server");
        URI address = URI.create(server);
        boolean known = "tcp".equals(address.getScheme()) || "ssl".equals(address.getScheme());
        if (!known || address.getHost() == null) {
            throw new IllegalArgumentException("The server is like tcp://host:1883 or ssl://host:8883");
        }
        return server;
    }

    private static int quality(int qos) {
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("The option qos is 0, 1 or 2");
        }
        return qos;
    }

    private Optional<String> optional(Map<String, Object> parameters, String name) {
        return Optional.ofNullable(getAndRemoveParameter(parameters, name, String.class))
                .filter(value -> !value.isBlank());
    }

    private String required(Map<String, Object> parameters, String name) {
        return optional(parameters, name)
                .orElseThrow(() -> new IllegalArgumentException("The option " + name + " is missing"));
    }

    private final class Publishing extends DefaultEndpoint {

        private final Broker broker;
        private final String topic;
        private final int qos;
        private final boolean retained;

        Publishing(String uri, Broker broker, String topic, int qos, boolean retained) {
            super(uri, MqttComponent.this);
            this.broker = broker;
            this.topic = topic;
            this.qos = qos;
            this.retained = retained;
        }

        @Override
        public Producer createProducer() {
            return new Publisher(this, broker, topic, qos, retained);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalArgumentException("A route begins with mqtt:subscribe, not with mqtt:publish");
        }
    }

    private final class Subscribing extends DefaultEndpoint {

        private final Broker broker;
        private final String topic;
        private final int qos;
        private final String clientId;

        Subscribing(String uri, Broker broker, String topic, int qos, String clientId) {
            super(uri, MqttComponent.this);
            this.broker = broker;
            this.topic = topic;
            this.qos = qos;
            this.clientId = clientId;
        }

        @Override
        public Producer createProducer() {
            throw new IllegalArgumentException("A step sends with mqtt:publish, not with mqtt:subscribe");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new Subscriber(this, processor, broker, topic, qos, clientId);
        }
    }
}

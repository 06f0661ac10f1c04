package org.ohmstead.camel.mqtt;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

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

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        var broker = new Broker(server(parameters), optional(parameters, "user"), optional(parameters, "password"));
        String topic = required(parameters, "topic");
        int qos = quality(getAndRemoveParameter(parameters, "qos", Integer.class, 1));
        return switch (remaining) {
            case "publish" ->
                new Publishing(
                        uri, broker, topic, qos, getAndRemoveParameter(parameters, "retained", Boolean.class, false));
            case "subscribe" -> new Subscribing(uri, broker, topic, qos, required(parameters, "clientId"));
            default ->
                throw new IllegalArgumentException(
                        "mqtt:" + remaining + " does not exist; there are mqtt:publish and mqtt:subscribe");
        };
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

package org.ohmstead.camel.mqtt;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Sends each body; returns when the broker acknowledged it. Connects when there is something to send, and again when it must. */
final class Publisher extends DefaultProducer {

    static final Pattern HEADER = Pattern.compile("\\{(\\w+)}");
    private static final long ACKNOWLEDGED_MILLIS = 15_000;

    private final Broker broker;
    private final String topic;
    private final int qos;
    private final boolean retained;
    /** One message at a time, so that none overtakes another. */
    private final ReentrantLock turn = new ReentrantLock();

    private MqttClient client;

    Publisher(Endpoint endpoint, Broker broker, String topic, int qos, boolean retained) {
        super(endpoint);
        this.broker = broker;
        this.topic = topic;
        this.qos = qos;
        this.retained = retained;
    }

    @Override
    public void process(Exchange exchange) throws MqttException, InvalidPayloadException {
        Message message = exchange.getMessage();
        byte[] payload = Broker.bytes(message.getMandatoryBody(String.class));
        turn.lock();
        try {
            connected().publish(topic(message), payload, qos, retained);
        } finally {
            turn.unlock();
        }
    }

    private MqttClient connected() throws MqttException {
        if (client == null) {
            client = new MqttClient(broker.server(), "ohmstead-" + UUID.randomUUID(), new MemoryPersistence());
            client.setTimeToWait(ACKNOWLEDGED_MILLIS);
        }
        if (!client.isConnected()) {
            client.connect(broker.options(true));
        }
        return client;
    }

    private String topic(Message message) {
        return HEADER.matcher(topic).replaceAll(found -> level(message, found));
    }

    /** A header as one level of a topic: what has a meaning in topics is replaced. */
    private static String level(Message message, MatchResult found) {
        String value = message.getHeader(found.group(1), String.class);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("The topic names the header " + found.group(1) + ", which is missing");
        }
        return value.replaceAll("[/+#\\u0000$\\\\]", "_");
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        turn.lock();
        try {
            if (client != null) {
                if (client.isConnected()) {
                    client.disconnect(0);
                }
                client.close();
                client = null;
            }
        } finally {
            turn.unlock();
        }
    }
}

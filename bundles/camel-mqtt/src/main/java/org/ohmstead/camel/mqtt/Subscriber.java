package org.ohmstead.camel.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to a route, one at a time, and acknowledges each when the route came through: what a crash cuts short the broker
 * sends again, since the session is kept under the client's id. A message that fails is tried again until it comes through.
 */
final class Subscriber extends DefaultConsumer implements MqttCallback {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final long PATIENCE_MILLIS = 15_000;
    private static final long LEAVING_MILLIS = 2_000;
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long LAST_RETRY_MILLIS = 60_000;

    private final Broker broker;
    private final String topic;
    private final int qos;
    private final String clientId;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile boolean stopped;
    private MqttAsyncClient client;
    private Thread connecting;

    Subscriber(Endpoint endpoint, Processor processor, Broker broker, String topic, int qos, String clientId) {
        super(endpoint, processor);
        this.broker = broker;
        this.topic = topic;
        this.qos = qos;
        this.clientId = clientId;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopped = false;
        client = new MqttAsyncClient(broker.server(), clientId, new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(this);
        connecting = Thread.ofVirtual().name("mqtt-" + clientId).start(this::stayConnected);
    }

    private void stayConnected() {
        long retry = FIRST_RETRY_MILLIS;
        boolean complained = false;
        while (!stopped) {
            try {
                if (!client.isConnected()) {
                    client.connect(broker.options(false)).waitForCompletion(PATIENCE_MILLIS);
                    client.subscribe(topic, qos).waitForCompletion(PATIENCE_MILLIS);
                    LOG.info("Subscribed to {} at {}", topic, broker.server());
                    complained = false;
                }
                retry = FIRST_RETRY_MILLIS;
                pause(LAST_RETRY_MILLIS);
            } catch (MqttException | RuntimeException | LinkageError e) {
                if (!complained && !stopped) {
                    LOG.warn(
                            "{} cannot be subscribed to at {}, trying again: {}",
                            topic,
                            broker.server(),
                            e.getMessage());
                    complained = true;
                }
                giveUpConnection();
                pause(retry);
                retry = Math.min(retry * 2, LAST_RETRY_MILLIS);
            }
        }
    }

    /** Connected without a subscription is worth nothing. */
    private void giveUpConnection() {
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            LOG.debug("There was no connection to give up.", e);
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        signal();
    }

    /** On a thread of the client; it hands over the next when this returns. */
    @Override
    public void messageArrived(String from, MqttMessage message) throws MqttException {
        long retry = FIRST_RETRY_MILLIS;
        while (!through(from, message)) {
            pause(retry);
            retry = Math.min(retry * 2, LAST_RETRY_MILLIS);
            if (stopped) {
                return;
            }
        }
        client.messageArrivedComplete(message.getId(), message.getQos());
    }

    private boolean through(String from, MqttMessage message) {
        Exchange exchange = createExchange(true);
        exchange.getIn().setBody(new String(message.getPayload(), StandardCharsets.UTF_8));
        exchange.getIn().setHeader("topic", from);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange.getException() == null;
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // Nothing is sent here.
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause(long millis) {
        lock.lock();
        try {
            if (!stopped) {
                changed.await(millis, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStop() throws Exception {
        stopped = true;
        signal();
        connecting.join();
        if (client.isConnected()) {
            try {
                client.disconnect(0).waitForCompletion(LEAVING_MILLIS);
            } catch (MqttException e) {
                giveUpConnection();
            }
        }
        client.close(true);
        super.doStop();
    }
}

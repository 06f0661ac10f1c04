package org.ohmstead.camel.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/**
 * Where to, and as whom.
 *
 * @param server {@code tcp://host:1883} or {@code ssl://host:8883}; the JDK's trust store decides about certificates
 * @param password empty where there is no user
 */
record Broker(String server, Optional<String> user, Optional<String> password) {

    private static final int CONNECT_SECONDS = 10;
    private static final int KEEP_ALIVE_SECONDS = 30;

    MqttConnectOptions options(boolean cleanSession) {
        var options = new MqttConnectOptions();
        options.setCleanSession(cleanSession);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setHttpsHostnameVerificationEnabled(true);
        user.ifPresent(options::setUserName);
        password.map(String::toCharArray).ifPresent(options::setPassword);
        return options;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

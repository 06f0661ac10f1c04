package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** What routes talk to: a real MQTT broker, SMTP server, SSH server and HTTP server on this machine. */
final class OtherSystems {

    static final String PASSWORD = "pa55-of-others";

    /** Positions that were posted, and messages as {@code topic payload}, in the order they came. */
    final List<String> posted = new CopyOnWriteArrayList<>();

    final List<String> published = new CopyOnWriteArrayList<>();
    final GreenMail mail;
    final Path uploads;
    private final Server broker = new Server();
    private final int brokerPort;
    private final SshServer ssh = SshServer.setUpDefaultServer();
    private final KeyPair hostKey;
    private final HttpServer web;
    private final MqttClient client;

    /** Whose posts are refused. */
    volatile Predicate<String> refused = position -> false;

    OtherSystems(Path directory) throws Exception {
        uploads = Files.createDirectories(directory.resolve("upload"));
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        user();
        hostKey = SecurityUtils.getKeyPairGenerator("RSA").generateKeyPair();
        ssh.setHost("127.0.0.1");
        ssh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        ssh.setPasswordAuthenticator((name, password, session) -> name.equals("ohmstead") && password.equals(PASSWORD));
        ssh.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        ssh.setFileSystemFactory(new VirtualFileSystemFactory(directory));
        ssh.start();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String position = exchange.getRequestHeaders().getFirst("Ohmstead-Position");
            boolean takes = !refused.test(position);
            if (takes) {
                posted.add(position);
            }
            exchange.sendResponseHeaders(takes ? 204 : 410, -1);
            exchange.close();
        });
        web.start();
        brokerPort = startBroker();
        client = new MqttClient(broker(), "listener", new MemoryPersistence());
        client.connect(new MqttConnectOptions());
        client.subscribe(
                "ohmstead/#",
                (topic, message) ->
                        published.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8)));
    }

    /** Moquette can choose a port itself, but whoever asks which may come too early; so one that is free, until nobody else was faster. */
    private int startBroker() throws IOException {
        var settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        while (true) {
            int port;
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            settings.setProperty("port", Integer.toString(port));
            try {
                broker.startServer(new MemoryConfig(settings));
                return port;
            } catch (RuntimeException taken) {
                assertThat(taken).hasMessageContaining("Cannot bind to port");
            }
        }
    }

    private void user() throws UserException {
        mail.getUserManager().createUser("ohmstead@example.com", "ohmstead@example.com", PASSWORD);
        mail.getUserManager().setAuthRequired(true);
    }

    String broker() {
        return "tcp://127.0.0.1:" + brokerPort;
    }

    void publish(String topic, String text) throws MqttException {
        client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    /** Puts a shipped route into the home, switched on, with our addresses; what it must know becomes a secret. */
    void switchOn(Path home, String name) throws IOException {
        Path shipped = home.resolve("config/routes/" + name + ".yaml.off");
        String yaml = Files.readString(shipped)
                .replace(
                        "https://erp.example.com/ohmstead",
                        "http://127.0.0.1:" + web.getAddress().getPort() + "/")
                .replace(
                        "https://alerts.example.com/ohmstead",
                        "http://127.0.0.1:" + web.getAddress().getPort() + "/")
                .replace("tcp://broker.example.com:1883", broker())
                .replace(
                        "smtps:mail.example.com:465",
                        "smtp:127.0.0.1:" + mail.getSmtp().getPort())
                .replace("sftp:files.example.com:22/upload", "sftp:127.0.0.1:" + ssh.getPort() + "/upload")
                .replace("maximumRedeliveries: 5", "maximumRedeliveries: 0")
                .replace("giveUpAfter: 60", "giveUpAfter: 2")
                .replace("delay: 60000", "delay: 500")
                .replace("readLockMinAge: 3600000", "readLockMinAge: 1000");
        for (String secret : List.of("webhook", "mqtt", "smtp", "sftp")) {
            Files.writeString(home.resolve("secrets/" + secret), PASSWORD);
        }
        Files.writeString(
                home.resolve("secrets/sftp-known-hosts"),
                "[127.0.0.1]:" + ssh.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
        Files.writeString(home.resolve("config/routes/" + name + ".yaml"), yaml);
    }

    void close() throws Exception {
        client.disconnectForcibly(0, 1, false);
        client.close();
        broker.stopServer();
        web.stop(0);
        ssh.stop(true);
        mail.stop();
    }
}

package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.ohmstead.routes.Entries.ended;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.Routes.Replay;
import org.ohmstead.api.csms.Routes.RouteFile;
import org.ohmstead.api.csms.Routes.Running;
import org.ohmstead.api.csms.Routes.State;
import org.ohmstead.api.journal.DeadLetters.DeadLetter;
import org.ohmstead.api.journal.Journal.FollowerState;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.testkit.InMemoryDeadLetters;

/** Routes as they run: the shipped webhook against a real server that answers as it is told. */
class RoutesServiceTest {

    private static final String FOLLOWER = "transactions-to-webhook";
    private static final String SECRET = "s3cr3t-of-the-webhook";

    @TempDir
    Path home;

    private final ScriptedJournal journal = new ScriptedJournal();
    private final InMemoryDeadLetters letters = new InMemoryDeadLetters();
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private HttpServer server;
    private RoutesService routes;

    private record Posted(String timestamp, String signature, String position, String body) {}

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            posted.add(new Posted(
                    headers.getFirst("Ohmstead-Timestamp"),
                    headers.getFirst("Ohmstead-Signature"),
                    headers.getFirst("Ohmstead-Position"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        server.start();
        Files.createDirectories(home.resolve("config/routes"));
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/webhook"), SECRET + "\n");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (routes != null) {
            routes.stop();
        }
        server.stop(0);
    }

    @Test
    void theShippedWebhookPostsASignedTransaction() throws Exception {
        start(shipped());
        journal.append(ended(1, "04A1B2", "Local"));

        journal.run(FOLLOWER);

        assertThat(posted).singleElement().satisfies(it -> {
            assertThat(it.position()).isEqualTo("1:1");
            assertThat(it.signature()).isEqualTo("sha256=" + hmac(SECRET, it.timestamp() + "." + it.body()));
            assertThat(Json.parse(it.body()))
                    .containsEntry("station", "CP-1")
                    .containsEntry("idToken", "04A1B2")
                    .doesNotContainKey("flags");
        });
        assertThat(running().done()).isEqualTo(1);
        assertThat(running().follower()).contains(FOLLOWER);
    }

    @Test
    void anAnswerOtherThanYesIsTriedAgainWithinTheRound() throws Exception {
        answer.set(503);
        start(shipped());
        journal.append(ended(1, "04A1B2", "Local"));

        assertThatThrownBy(() -> journal.run(FOLLOWER)).hasMessageContaining("answered 503");
        assertThat(posted).hasSize(3);

        answer.set(200);
        journal.run(FOLLOWER);
        assertThat(posted).hasSize(4).extracting(Posted::position).containsOnly("1:1");
        assertThat(letters.all()).isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsNamed() throws Exception {
        start(shipped());
        server.stop(0);
        journal.append(ended(1, "04A1B2", "Local"));

        assertThatThrownBy(() -> journal.run(FOLLOWER)).hasMessageStartingWith("Nobody answers at 127.0.0.1:");
    }

    /** The client's own patience ends with the headers. */
    @Test
    void whoBeginsAnAnswerAndDoesNotEndItIsGivenUp() throws Exception {
        server.createContext("/silent", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().flush();
        });
        start(shipped()
                .replace("/hook", "/silent")
                .replace("maximumRedeliveries: 2", "maximumRedeliveries: 0")
                .replace("giveUpAfter: 2", "giveUpAfter: 1")
                .replace("secret: webhook", "secret: webhook\n              patienceSeconds: 1"));
        journal.append(ended(1, "04A1B2", "Local"));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> journal.run(FOLLOWER));

        assertThat(letters.all())
                .singleElement()
                .satisfies(letter -> assertThat(letter.failure())
                        .startsWith("127.0.0.1:")
                        .endsWith(" gave no complete answer within 1 s"));
    }

    @Test
    void anAnswerWithoutEndIsCutAndHungUpOn() throws Exception {
        var hungUp = new CountDownLatch(1);
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[1_000];
            try {
                while (true) {
                    exchange.getResponseBody().write(some);
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        });
        start(shipped().replace("/hook", "/endless"));
        journal.append(ended(1, "04A1B2", "Local"));

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> journal.run(FOLLOWER));

        assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(letters.all()).isEmpty();
    }

    @Test
    void anEntryIsGivenUpOnlyAfterSoManyRoundsAndTheNextGoesOn() throws Exception {
        answer.set(410);
        start(shipped());
        journal.append(ended(1, "04A1B2", "Local"));
        journal.append(ended(2, "04A1B3", "Local"));

        assertThatThrownBy(() -> journal.run(FOLLOWER)).isInstanceOf(RouteFailure.class);
        assertThat(letters.all()).isEmpty();
        assertThatThrownBy(() -> journal.run(FOLLOWER)).isInstanceOf(RouteFailure.class);

        assertThat(letters.all()).singleElement().satisfies(letter -> {
            assertThat(letter.follower()).isEqualTo(FOLLOWER);
            assertThat(letter.position()).isEqualTo(new JournalPosition(1, 1));
            assertThat(letter.attempts()).isEqualTo(2);
            assertThat(letter.failure()).contains("answered 410");
        });
        assertThat(routes.check().status()).isEqualTo(Status.WARN);
        assertThat(routes.check().message()).isEqualTo("Routes gave up on one entry.");
        assertThat(running().lastFailure())
                .hasValueSatisfying(it -> assertThat(it.sentence()).contains("410"));
    }

    /** As a nightly upload: nothing waits in the journal for it, so nobody else tells of it. */
    @Test
    void aRouteThatFollowsNothingAndFailsAgainAndAgainIsInHealth() throws Exception {
        start("""
                - route:
                    id: nightly
                    from:
                      uri: timer:night
                      parameters:
                        period: 10
                        delay: 0
                      steps:
                        - throwException:
                            exceptionType: java.io.IOException
                            message: Connection refused
                """);

        await(() -> routes.check().status() == Status.WARN);

        assertThat(routes.check().message()).isEqualTo("The route nightly fails: Connection refused.");
        assertThat(running().failed()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aLetterThatCannotBeKeptIsNotGivenUp() throws Exception {
        answer.set(410);
        start(shipped().replace("giveUpAfter: 2", "giveUpAfter: 1"));
        journal.append(ended(1, "04A1B2", "Local"));
        letters.away(true);

        assertThatThrownBy(() -> journal.run(FOLLOWER)).hasMessage("The store is not there");
        letters.away(false);
        answer.set(200);
        journal.run(FOLLOWER);

        assertThat(letters.all()).isEmpty();
        assertThat(posted).last().extracting(Posted::position).isEqualTo("1:1");
    }

    @Test
    void aReplayThatComesThroughEndsTheLetter() throws Exception {
        DeadLetter letter = givenUp();
        answer.set(200);

        assertThat(routes.replay(FOLLOWER, letter.position())).isEqualTo(new Replay.Done());

        assertThat(letters.all()).isEmpty();
        assertThat(posted).last().extracting(Posted::position).isEqualTo("1:1");
        assertThat(routes.replay(FOLLOWER, letter.position())).isEqualTo(new Replay.Unknown());
    }

    @Test
    void aReplayThatFailsLeavesTheLetterWithWhatIsNew() throws Exception {
        DeadLetter letter = givenUp();
        answer.set(500);

        assertThat(routes.replay(FOLLOWER, letter.position())).isInstanceOf(Replay.Failed.class);

        assertThat(letters.all()).singleElement().satisfies(it -> {
            assertThat(it.attempts()).isEqualTo(letter.attempts() + 1);
            assertThat(it.failure()).contains("answered 500");
        });
    }

    @Test
    void whatNoRouteFollowsCannotBeReplayed() throws Exception {
        DeadLetter letter = givenUp();
        Files.delete(home.resolve("config/routes/route.yaml"));
        await(() -> routes.files().isEmpty());

        assertThat(routes.replay(FOLLOWER, letter.position())).isInstanceOf(Replay.Conflict.class);
        assertThat(letters.all()).hasSize(1);
    }

    @Test
    void aSecretThatIsMissingIsNamedAndItsComingIsNoticed() throws Exception {
        Files.delete(home.resolve("secrets/webhook"));
        start(shipped());

        assertThat(file().state()).isEqualTo(State.FAILED);
        assertThat(file().mistake().orElseThrow().sentence())
                .isEqualTo("There is no secret webhook: write it into secrets/webhook");
        assertThat(routes.check().message())
                .startsWith("The route file route.yaml does not run: ")
                .endsWith("There is no secret webhook: write it into secrets/webhook.");

        Files.writeString(home.resolve("secrets/webhook"), SECRET);
        await(() -> file().state() == State.RUNNING);
    }

    @Test
    void aSecretThatIsWrittenInPlaceIsNoticed() throws Exception {
        Path secret = Files.writeString(home.resolve("secrets/webhook"), "");
        start(shipped());
        assertThat(file().mistake().orElseThrow().sentence())
                .isEqualTo("The secret webhook is empty: write it into secrets/webhook");

        Files.writeString(secret, SECRET);
        await(() -> file().state() == State.RUNNING);
    }

    /** A replaced one counts from the next message on, and disturbs nobody. */
    @Test
    void aSecretThatIsEmptiedWhileItsRouteRunsIsSaidAtOnce() throws Exception {
        start(shipped());
        assertThat(file().state()).isEqualTo(State.RUNNING);

        Path secret = Files.writeString(home.resolve("secrets/webhook"), "");

        await(() -> file().state() == State.FAILED);
        assertThat(file().mistake().orElseThrow().sentence())
                .isEqualTo("The secret webhook is empty: write it into secrets/webhook");
        Files.writeString(secret, SECRET);
        await(() -> file().state() == State.RUNNING);
    }

    @Test
    void noSentenceAboutARouteHoldsASecret() throws Exception {
        start(shipped()
                .replace("https://", "http://")
                .replace("secret: webhook", "secret: webhook\n              typo: \"{{secret:webhook}}\""));

        assertThat(file().state()).isEqualTo(State.FAILED);
        assertThat(file().mistake().orElseThrow().toString()).contains("typo").doesNotContain(SECRET);
    }

    @Test
    void kindsThatDoNotExistAreRefusedWithThoseThatDo() throws Exception {
        start(shipped().replace("kinds: TransactionEnded", "kinds: TransactionEndet"));

        assertThat(file().mistake().orElseThrow().toString())
                .startsWith("line ")
                .contains("TransactionEndet", "TransactionEnded, ");
    }

    @Test
    void aFileThatIsSwitchedOffIsShownAndDoesNotRun() throws Exception {
        Files.writeString(home.resolve("config/routes/later.yaml.off"), "- route: [");
        start(shipped());

        assertThat(routes.files()).extracting(RouteFile::name).containsExactly("later.yaml.off", "route.yaml");
        assertThat(routes.files().getFirst().state()).isEqualTo(State.OFF);
        assertThat(routes.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void whatAFilterTookOutCountsAsDoneAndNotAsSent() throws Exception {
        start(shipped()
                .replace("      steps:\n", """
                      steps:
                        - filter:
                            simple: "${body[position]} == '1:2'"
                            steps:
                              - to:
                                  uri: ohmstead:webhook
                                  parameters:
                                    url: http://127.0.0.1:%d/hook
                                    secret: webhook
                """.formatted(server.getAddress().getPort())
                        .indent(0))
                .split("        # Only these go out")[0]);
        journal.append(ended(1, "04A1B2", "Local"));
        journal.append(ended(2, "04A1B2", "Local"));

        journal.run(FOLLOWER);

        assertThat(posted).hasSize(1);
        assertThat(running().done()).isEqualTo(2);
        assertThat(running().sent()).isEqualTo(1);
    }

    @Test
    void whoWasSwitchedOffForGoodAndHoldsTheJournalIsNamedWithTheSettingThatLetsGo() throws Exception {
        start(shipped());
        journal.others.add(new FollowerState("busy", new JournalPosition(1, 1), 90_000, true, Optional.empty()));
        journal.others.add(new FollowerState("off", new JournalPosition(1, 1), 10_000, false, Optional.empty()));
        assertThat(routes.check().status()).isEqualTo(Status.OK);

        journal.others.add(new FollowerState("old-erp", new JournalPosition(1, 1), 10_001, false, Optional.empty()));

        assertThat(routes.check().status()).isEqualTo(Status.WARN);
        assertThat(routes.check().message())
                .isEqualTo("Nobody runs as the follower old-erp, for which the journal keeps 10001 entries.");
        assertThat(routes.check().remedy()).contains("forgetFollowers of org.ohmstead.store.retention.cfg");
    }

    private DeadLetter givenUp() throws Exception {
        answer.set(410);
        start(shipped().replace("giveUpAfter: 2", "giveUpAfter: 1"));
        journal.append(ended(1, "04A1B2", "Local"));
        journal.run(FOLLOWER);
        return letters.all().getFirst();
    }

    /** As it is shipped, with our server's address and less patience. */
    private String shipped() throws IOException {
        return Files.readString(Path.of("../../config/routes/transactions-to-webhook.yaml.off"))
                .replace(
                        "https://erp.example.com/ohmstead",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                .replace("maximumRedeliveries: 5", "maximumRedeliveries: 2")
                .replace("redeliveryDelay: 1000", "redeliveryDelay: 1")
                .replace("giveUpAfter: 60", "giveUpAfter: 2");
    }

    private void start(String yaml) throws IOException {
        Files.writeString(home.resolve("config/routes/route.yaml"), yaml);
        var memory = new Memory();
        var core = new OhmsteadComponent.Core(journal, letters, new OneStation(List.of()), memory, memory);
        routes = new RoutesService(home, core, Optional.empty());
        await(() -> !routes.files().isEmpty() && routes.files().getLast().name().equals("route.yaml"));
    }

    private RouteFile file() {
        return routes.files().getLast();
    }

    private Running running() {
        return file().routes().getFirst();
    }

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}

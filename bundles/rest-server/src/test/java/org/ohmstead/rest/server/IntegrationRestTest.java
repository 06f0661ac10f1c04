package org.ohmstead.rest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Routes;
import org.ohmstead.api.csms.Routes.Failure;
import org.ohmstead.api.csms.Routes.Mistake;
import org.ohmstead.api.csms.Routes.Replay;
import org.ohmstead.api.csms.Routes.RouteFile;
import org.ohmstead.api.csms.Routes.Running;
import org.ohmstead.api.csms.Routes.State;
import org.ohmstead.api.journal.DeadLetters.DeadLetter;
import org.ohmstead.api.journal.JournalPosition;
import org.ohmstead.api.model.StationId;
import org.ohmstead.rest.House;

/** Route files and dead letters over HTTP. */
class IntegrationRestTest extends ServerHouse {

    private static final String LETTER = "/api/v1/dead-letters/erp%2Fnight/1:7";

    private Replay result = new Replay.Done();

    @Test
    void aServerWithoutRoutesHasNoneAndReplaysNothing() {
        letter();

        assertThat(get("/api/v1/routes").json().get("items")).isEmpty();
        assertThat(post(LETTER + "/replay", "{}").status()).isEqualTo(409);
        assertThat(house.trail).isEmpty();
    }

    @Test
    void everyFileIsThereWithHowItIs() {
        resource.integration = new FewRoutes();

        Reply files = get("/api/v1/routes");

        assertThat(files.text("/items/0/state")).isEqualTo("RUNNING");
        assertThat(files.text("/items/0/routes/0/follower")).isEqualTo("csv");
        assertThat(files.text("/items/0/routes/0/position"))
                .isEqualTo(house.journal.head().toString());
        assertThat(files.text("/items/0/routes/0/done")).isEqualTo("5");
        assertThat(files.text("/items/0/routes/0/sent")).isEqualTo("3");
        assertThat(files.text("/items/0/routes/0/lastFailure")).isEqualTo("erp answered 503");
        assertThat(files.json().at("/items/0/routes/0/failing").isMissingNode())
                .as("what went through since is over")
                .isTrue();
        assertThat(files.text("/items/0/routes/1/failing")).isEqualTo("Connection refused");
        assertThat(files.text("/items/1/line")).isEqualTo("4");
        assertThat(files.text("/items/1/mistake")).isEqualTo("There is no component for kafka:a");
    }

    @Test
    void aLetterIsReplayedAndThatIsInTheTrail() {
        resource.integration = new FewRoutes();
        letter();

        assertThat(get("/api/v1/dead-letters?follower=erp/night").text("/items/0/position"))
                .isEqualTo("1:7");
        assertThat(get("/api/v1/dead-letters?follower=mail").json().get("items"))
                .isEmpty();
        assertThat(post(LETTER + "/replay", "{}").json().get("done").asBoolean())
                .isTrue();

        result = new Replay.Failed("erp answered 503");
        assertThat(post(LETTER + "/replay", "{}").text("/failure")).isEqualTo("erp answered 503");
        assertThat(house.trail).extracting(entry -> entry.action()).containsOnly("dead-letter.replay");
        assertThat(house.trail)
                .extracting(entry -> entry.after().orElse(""))
                .containsExactly("done", "failed: erp answered 503");
    }

    @Test
    void whatIsNotThereOrCannotBeTriedIsSaid() {
        resource.integration = new FewRoutes();

        result = new Replay.Unknown();
        assertThat(post(LETTER + "/replay", "{}").status()).isEqualTo(404);
        result = new Replay.Conflict("No route follows as erp now");
        assertThat(post(LETTER + "/replay", "{}").status()).isEqualTo(409);
        assertThat(post("/api/v1/dead-letters/erp/nowhere/replay", "{}").status())
                .isEqualTo(404);
        assertThat(delete(LETTER).status()).isEqualTo(404);
        assertThat(house.trail).isEmpty();
    }

    @Test
    void aLetterIsDiscardedOnceWithWhatItWas() {
        letter();

        assertThat(delete(LETTER).status()).isEqualTo(204);
        assertThat(delete(LETTER).status()).isEqualTo(404);
        assertThat(house.trail).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("dead-letter.discard");
            assertThat(entry.before()).contains("TransactionEnded, refused");
        });
    }

    private Reply delete(String path) {
        return as(OPERATOR, "DELETE", path, Optional.empty());
    }

    private void letter() {
        letters.keep(new DeadLetter(
                "erp/night",
                new JournalPosition(1, 7),
                "TransactionEnded",
                Optional.of(new StationId("CP-1")),
                House.NOW,
                3,
                "refused"));
    }

    private final class FewRoutes implements Routes {

        @Override
        public List<RouteFile> files() {
            var running = new Running(
                    "to-erp",
                    Optional.empty(),
                    5,
                    3,
                    1,
                    false,
                    Optional.of(new Failure(House.NOW, "erp answered 503")),
                    Optional.of("csv"));
            var nightly = new Running(
                    "nightly",
                    Optional.empty(),
                    0,
                    0,
                    3,
                    true,
                    Optional.of(new Failure(House.NOW, "Connection refused")),
                    Optional.empty());
            return List.of(
                    new RouteFile("a.yaml", State.RUNNING, List.of(running, nightly), Optional.empty()),
                    new RouteFile(
                            "b.yaml",
                            State.FAILED,
                            List.of(),
                            Optional.of(new Mistake(OptionalInt.of(4), "There is no component for kafka:a"))));
        }

        @Override
        public Replay replay(String follower, JournalPosition position) {
            return result;
        }
    }
}

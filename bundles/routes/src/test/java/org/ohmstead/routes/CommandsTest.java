package org.ohmstead.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.testkit.InMemoryDeadLetters;

/** Commands that come from elsewhere as JSON: asked once, answered as often as they come. */
class CommandsTest {

    private static final String ADDRESS = "ohmstead:command?actions=reset,unlock";
    private static final String RESET = "{\"request\":\"r1\",\"station\":\"CP-1\",\"action\":\"reset\"}";

    private final List<String> resets = new ArrayList<>();
    private final Memory memory = new Memory();
    private DefaultCamelContext camel;
    private ProducerTemplate sender;

    @BeforeEach
    void startCamel() throws Exception {
        camel = new DefaultCamelContext();
        var secrets = new Secrets(Path.of("none"));
        var core = new OhmsteadComponent.Core(
                new ScriptedJournal(), new InMemoryDeadLetters(), new OneStation(resets), memory, memory);
        camel.addComponent(
                "ohmstead", new OhmsteadComponent(core, secrets, new Complaints(secrets), Clock.systemUTC()));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").to(ADDRESS);
                from("direct:b").routeId("b").to(ADDRESS);
            }
        });
        camel.start();
        sender = camel.createProducerTemplate();
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
    }

    @Test
    void theStationsOwnAnswerComesBackAndIsInTheAuditTrail() {
        assertThat(ask(RESET))
                .containsEntry("request", "r1")
                .containsEntry("station", "CP-1")
                .containsEntry("outcome", "REJECTED")
                .containsEntry("word", "Rejected");
        assertThat(memory.trail).singleElement().asString().contains("command.reset CP-1 REJECTED (Rejected)");
    }

    @Test
    void aRepeatedRequestIsAnsweredAlikeAndNotAskedAgain() {
        Map<String, Object> first = ask(RESET);

        assertThat(ask(RESET)).isEqualTo(first);
        assertThat(resets).hasSize(1);
    }

    @Test
    void anotherRequestIsAskedAnew() {
        ask(RESET);
        ask(RESET.replace("r1", "r2"));

        assertThat(resets).hasSize(2);
    }

    @Test
    void whatACrashCutShortIsUnknownAndNotAskedAgain() {
        ask(RESET);
        // As it is on disk before the station is asked.
        memory.values.replaceAll((key, value) -> value.lines().findFirst().orElseThrow() + "\n");

        assertThat(ask(RESET)).containsEntry("outcome", "UNKNOWN");
        assertThat(resets).hasSize(1);
    }

    @Test
    void aNameThatAnotherPartnerChoseTooIsAskedForBoth() {
        ask("direct:a", RESET);
        ask("direct:b", RESET);

        assertThat(resets).hasSize(2);
    }

    @Test
    void anotherWishOfTheSameNameIsRefusedAndDoesNotGetTheAnswerOfTheFirst() {
        ask(RESET);

        assertThat(ask(RESET.replace("}", ",\"kind\":\"IMMEDIATE\"}")))
                .containsEntry("outcome", "NOT_SENT")
                .containsEntry(
                        "reason",
                        "A request of the name r1 came before and wanted something else; give this one a name of its own")
                .doesNotContainKey("word");
        assertThat(ask(RESET)).containsEntry("outcome", "REJECTED");
        assertThat(resets).hasSize(1);
    }

    @Test
    void whatAnEarlierReleaseAskedIsNotAskedAgain() {
        memory.put("routes.commands", "r1", "{\"outcome\":\"ACCEPTED\"}");
        memory.put("routes.commands", "r2", "");

        assertThat(ask(RESET)).containsEntry("outcome", "ACCEPTED");
        assertThat(ask(RESET.replace("r1", "r2"))).containsEntry("outcome", "UNKNOWN");
        assertThat(resets).isEmpty();
    }

    /** One that failed would come again for ever, and nothing behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void anEmptyMessageIsAnsweredAndNotTriedAgain(String empty) {
        assertThat(ask(empty)).containsEntry("outcome", "NOT_SENT").containsEntry("reason", "The message is empty");
    }

    @Test
    void whatMakesNoSenseIsAnsweredAndMayBeSentAgainMended() {
        assertThat(ask("{\"request\":\"r1\",\"station\":\"CP-1\",\"action\":\"explode\"}"))
                .containsEntry("outcome", "NOT_SENT")
                .hasEntrySatisfying(
                        "reason", reason -> assertThat(reason).asString().contains("explode does not exist"));
        assertThat(ask("{\"station\":\"CP-1\",\"action\":\"reset\"}"))
                .as("it may come again, so it needs a name")
                .containsEntry("reason", "request is missing");
        assertThat(ask("{\"request\":\"r1\",\"station\":\"CP-1\"}")).containsEntry("reason", "action is missing");
        assertThat(ask("{\"request\":\"r1\",\"action\":\"reset\"}")).containsEntry("reason", "station is missing");
        assertThat(ask("{\"request\":\"r1\",\"action\":\"reset\",\"station\":\"CP-9\"}"))
                .containsEntry("reason", "There is no station CP-9");
        assertThat(ask("[]")).containsEntry("reason", "This is JSON, but no object");
        assertThat(ask("{")).containsEntry("reason", "This is no JSON");
        assertThat(resets).isEmpty();

        ask(RESET);
        assertThat(resets).hasSize(1);
    }

    @Test
    void onlyWhatTheRouteAllowsIsAsked() {
        assertThat(ask("{\"request\":\"r1\",\"station\":\"CP-1\",\"action\":\"clear-cache\"}"))
                .containsEntry("reason", "This route may not ask for clear-cache");
    }

    @Test
    void aRouteThatAllowsNothingDoesNotStart() {
        assertThatThrownBy(() -> camel.getEndpoint("ohmstead:command"))
                .hasRootCauseMessage("Say which action, or with actions which may be asked for");
    }

    private Map<String, Object> ask(String json) {
        return ask("direct:a", json);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> ask(String partner, String json) {
        return sender.requestBody(partner, json, Map.class);
    }
}

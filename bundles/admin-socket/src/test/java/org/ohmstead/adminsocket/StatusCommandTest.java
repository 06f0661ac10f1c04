package org.ohmstead.adminsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ohmstead.adminsocket.Command.Conversation;
import org.ohmstead.adminsocket.Command.Refused;
import org.ohmstead.api.csms.HealthCheck.Health;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.HealthReport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

class StatusCommandTest {

    private final StatusCommand command = new StatusCommand(
            answering(
                    BundleContext.class,
                    "getBundle",
                    answering(Bundle.class, "getVersion", new Version("1.2.3.SNAPSHOT"))),
            new Doors(() -> {}),
            new Waiting(answering(ServiceComponentRuntime.class, "getComponentDescriptionDTOs", List.of())));

    @Test
    void everyAilmentIsThereWithWhatToDoAndWhatIsWellIsNot() throws IOException {
        command.health = report(Map.of(
                "clock", Health.ok("The clock is right."),
                "disk", new Health(Status.DOWN, "3 MB are left.", "Make room."),
                "mail", new Health(Status.WARN, "No letter went out.", "Look at the route.")));

        assertThat(said().lines())
                .startsWith("Ohmstead 1.2.3-SNAPSHOT is running, but not every door is open, process "
                        + ProcessHandle.current().pid())
                .endsWith(
                        "  disk is DOWN: 3 MB are left. Make room.",
                        "  mail is WARN: No letter went out. Look at the route.")
                .hasSize(3);
    }

    @Test
    void aServerWithoutAReportStillSaysHowItIs() throws IOException {
        assertThat(said()).startsWith("Ohmstead 1.2.3-SNAPSHOT is running").hasLineCount(1);
    }

    @Test
    void scriptsGetAllOfItAsJson() throws Exception {
        command.health = report(Map.of(
                "clock",
                Health.ok("The clock is right."),
                "disk",
                new Health(Status.DOWN, "3 MB of \"C:\\\" are left.\n", "Make room.")));

        assertThat(said(command.ask("--json")))
                .isEqualTo("{\"ready\":false,\"version\":\"1.2.3-SNAPSHOT\",\"pid\":"
                        + ProcessHandle.current().pid()
                        + ",\"addresses\":{},\"cannotOpen\":{},\"waits\":[],\"health\":{\"status\":\"DOWN\",\"checks\":{"
                        + "\"clock\":{\"message\":\"The clock is right.\",\"remedy\":\"\",\"status\":\"OK\"},"
                        + "\"disk\":{\"message\":\"3 MB of \\\"C:\\\\\\\" are left.\\u000a\","
                        + "\"remedy\":\"Make room.\",\"status\":\"DOWN\"}}}}\n");
    }

    @Test
    void scriptsGetAnAnswerFromAServerWithoutAReportToo() throws Exception {
        assertThat(said(command.ask("--json"))).startsWith("{\"ready\":false,").endsWith("\"waits\":[]}\n");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> command.ask("--xml"));
    }

    private String said() throws IOException {
        return said(command.ask());
    }

    private static String said(Conversation conversation) throws IOException {
        var out = new ByteArrayOutputStream();
        conversation.hold(new BufferedReader(Reader.nullReader()), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static HealthReport report(Map<String, Health> checks) {
        return new HealthReport() {
            @Override
            public Status overall() {
                return Status.DOWN;
            }

            @Override
            public Map<String, Health> checks() {
                return new TreeMap<>(checks);
            }
        };
    }

    /** Part of a framework that is asked for one thing. */
    private static <T> T answering(Class<T> type, String question, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> method.getName().equals(question) ? answer : null));
    }
}

package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.api.csms.StationRegister;
import org.osgi.framework.BundleContext;

/** A file in {@code config/} changes what runs; one with a mistake changes nothing and is told of. */
@InContainer
public class SettingsIT {

    private static final String FILE = "org.ohmstead.stations.cfg";

    @Inject
    private BundleContext context;

    @Inject
    private SettingsCheck check;

    @Inject
    private StationRegister register;

    @Test
    public void aFileChangesWhatRuns() throws IOException {
        for (boolean accepts : new boolean[] {true, false, true}) {
            write("acceptUnknown = " + accepts);
            Patience.await("the change", () -> register.acceptsUnknown() == accepts);
        }
        Files.delete(file());
        Patience.await("the default", () -> !register.acceptsUnknown());
        assertThat(check.problems()).isEmpty();
    }

    @Test
    public void aMistakeChangesNothingUntilItIsMended() throws IOException {
        write("acceptUnknown = true");
        Patience.await("the change", register::acceptsUnknown);

        Map<String, String> mistakes =
                Map.of("heartbeatSecond", "60", "heartbeatSeconds", "soon", "retrySeconds", "1000000");
        mistakes.forEach((key, value) -> {
            write("acceptUnknown = false\n" + key + " = " + value);
            Patience.await(
                    "a word on " + key,
                    () -> check.problems().stream()
                            .anyMatch(problem ->
                                    problem.file().equals(FILE) && problem.key().equals(key)));
            assertThat(register.acceptsUnknown()).as("last good one in force").isTrue();
        });

        write("acceptUnknown = false");
        Patience.await("the mended file", () -> !register.acceptsUnknown());
        assertThat(check.problems()).isEmpty();
    }

    /** A recipe is more than its keys: what is wrong inside a list is found as well, and before it is used. */
    @Test
    public void aRecipeWithAMistakeIsToldOf() throws IOException {
        Path recipe = file().resolveSibling("org.ohmstead.provisioning~acme.cfg");
        Files.writeString(recipe, "settings = HeartbeatInterval 300\n");
        Patience.await(
                "a word on the recipe",
                () -> check.problems()
                        .contains(new SettingsCheck.Problem(
                                "org.ohmstead.provisioning~acme.cfg",
                                "settings",
                                "has \"HeartbeatInterval 300\", which is not of the form name=value")));
        Files.delete(recipe);
        Patience.await("nothing wrong", () -> check.problems().isEmpty());
    }

    private Path file() {
        return Path.of(context.getProperty("ohmstead.home"), "config", FILE);
    }

    private void write(String contents) {
        try {
            Files.writeString(file(), contents + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

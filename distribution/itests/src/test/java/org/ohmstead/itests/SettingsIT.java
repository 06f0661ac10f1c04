package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.settings.Counts;
import org.osgi.framework.BundleContext;

/** A file in {@code config/} changes what runs; one with a mistake changes nothing and is told of. */
@InContainer
public class SettingsIT {

    private static final String PID = "org.ohmstead.stations";
    private static final String FILE = PID + ".cfg";

    @Inject
    private BundleContext context;

    @Inject
    private SettingsCheck check;

    @Inject
    private Settings settings;

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
            write("# for trials\nacceptUnknown = false\n" + key + " = " + value);
            Patience.await(
                    "a word on " + key,
                    () -> check.problems().stream()
                            .anyMatch(problem -> problem.file().equals(FILE)
                                    && problem.line() == 3
                                    && problem.key().equals(key)));
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
                                1,
                                "settings",
                                "has \"HeartbeatInterval 300\", which is not of the form name=value",
                                false)));
        Files.delete(recipe);
        Patience.await("nothing wrong", () -> check.problems().isEmpty());
    }

    /** The same file by the way people take who do not edit it, and back again. */
    @Test
    public void aChangeCountsWithoutARestartAndIsUndone() throws IOException {
        write("# mine\nacceptUnknown = false");
        Patience.await(
                "the file, edited by hand, in the history",
                () -> settings.history(PID).stream()
                        .limit(1)
                        .anyMatch(change -> change.who().isEmpty()
                                && change.lines().stream()
                                        .anyMatch(line -> line.text().equals("# mine"))));
        long before = settings.history(PID).getFirst().number();

        assertThat(settings.change("eva", PID, seen().version(), Map.of("acceptUnknown", Optional.of("true"))))
                .isInstanceOf(Settings.Result.Changed.class);
        Patience.await("the change", register::acceptsUnknown);
        assertThat(file()).hasContent("# mine\nacceptUnknown = true");
        assertThat(settings.history(PID).getFirst().who()).hasValue("eva");

        assertThat(settings.change("eva", PID, seen().version(), Map.of("retrySeconds", Optional.of("1"))))
                .isInstanceOf(Settings.Result.Refused.class);
        assertThat(settings.undo("eva", PID, seen().version(), before)).isInstanceOf(Settings.Result.Changed.class);
        Patience.await("what was before", () -> !register.acceptsUnknown());
        assertThat(file()).hasContent("# mine\nacceptUnknown = false\n");
    }

    private Settings.File seen() {
        return settings.component(PID).orElseThrow().files().getFirst();
    }

    /** Filled in by the interpolation, which has to agree with what is checked before. */
    @Test
    public void aSecretIsFilledInOnceItIsThere() throws IOException {
        write("acceptUnknown = false");
        Patience.await("the file", () -> !register.acceptsUnknown());
        write("acceptUnknown = $[secret:trial]");
        Patience.await(
                "a word on the secret",
                () -> check.problems().stream()
                        .anyMatch(problem -> problem.message().contains("wants the secret trial")));
        Path secret = Path.of(context.getProperty("ohmstead.home"), "secrets", "trial");
        Files.createDirectories(secret.getParent());
        Files.writeString(secret, "true\n");
        Patience.await("the secret", register::acceptsUnknown);
        assertThat(check.problems()).isEmpty();
        Files.delete(file());
        Patience.await("the default", () -> !register.acceptsUnknown());
    }

    @Test
    public void anOptionOfTheStartIsSaidToWin() {
        Settings.Component http = settings.component("org.ohmstead.http").orElseThrow();
        assertThat(http.files().getFirst().values())
                .contains(new Settings.Value("port", "0", Settings.Source.OPTION, Optional.of("8080")));
        assertThat(http.fields()).extracting(Settings.Field::counts).containsOnly(Counts.When.PORT_REOPENS);
        assertThat(settings.components()).hasSizeGreaterThan(15);
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

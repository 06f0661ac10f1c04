package org.ohmstead.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ohmstead.simulator.meter.Energy.kWh;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.simulator.Simulator;
import org.ohmstead.simulator.ocpp16.Station16;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that ask a running server, as somebody types them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineIT {

    private static final String CARD = "04A1B2C3";

    /** Of the word in a line of tail that is an entry's position: behind its date and time. */
    private static final int POSITION = 2;

    private Path directory;
    private Path home;
    private RunningServer server;
    private Rest rest;
    private Simulator simulator;
    private Station16 station;

    /** What a command ended with and said. */
    private record Said(int exit, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        directory = made;
        home = directory.resolve("home");
        server = RunningServer.start(home, 0);
        rest = Rest.signIn(
                server.console(),
                Files.readString(home.resolve("secrets/initial-admin-password")).strip());
        Map<String, String> passwords = rest.register(List.of("CP-1", "CP-2"), List.of(CARD));
        simulator = Simulator.at(server.door().toString());
        station = simulator.ocpp16("CP-1").password(passwords.get("CP-1")).boots();
        station.connector(1).plugsIn().swipes(CARD).charges(kWh(7.2)).unplugs();
    }

    @AfterAll
    void stop() throws Exception {
        if (simulator != null) {
            simulator.close();
        }
        if (server != null) {
            server.kill();
        }
    }

    @Test
    void theOwnerOfTheHomeSeesStationsAndTransactions() throws Exception {
        assertThat(ohmstead("stations").out()).contains("STATION ", "CP-1 ", "CP-2 ");
        assertThat(ohmstead("stations", "--offline", "--json")
                        .json()
                        .valueStream()
                        .map(it -> it.get("id").asString()))
                .containsExactly("CP-2");
        assertThat(ohmstead("stations", "--faulted", "--json").json()).isEmpty();
        assertThat(ohmstead("stations", "show", "CP-1").out()).contains("online  ", "true", "connectors[2].status");
        assertThat(ohmstead("tx", "list", "--station", "CP-1", "--token", CARD).out())
                .contains("CP-1", "04A1***", "7.20 kWh")
                .doesNotContain(CARD);
        String id =
                ohmstead("tx", "--json", "--limit", "1").json().get(0).get("id").asString();
        assertThat(ohmstead("tx", "show", id, "--json").json().get("energyWh").asInt())
                .isEqualTo(7200);
        assertThat(ohmstead("tx", "--from", "2999-01-01", "--json").json()).isEmpty();
        assertThat(ohmstead("stations", "show", "CP-9")).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(8);
            assertThat(it.err()).contains("There is no station of that id");
        });
    }

    @Test
    void whatTheStationAnswersIsTheExitCode() throws Exception {
        station.answers("Reset", "Rejected");
        assertThat(ohmstead("send", "CP-1", "clear-cache")).satisfies(it -> {
            assertThat(it.exit()).isZero();
            assertThat(it.out()).isEqualTo("ACCEPTED (the station says Accepted)\n");
        });
        assertThat(ohmstead("send", "CP-1", "reset", "kind=IMMEDIATE")).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(5);
            assertThat(it.out()).contains("the station says Rejected");
        });
        assertThat(ohmstead("send", "CP-1", "read-settings", "names=HeartbeatInterval", "--json")
                        .json()
                        .get("settings"))
                .hasSize(1);
        assertThat(ohmstead("send", "CP-2", "reset", "kind=IMMEDIATE").exit()).isEqualTo(6);
        assertThat(ohmstead("send", "CP-9", "clear-cache").exit()).isEqualTo(8);
        assertThat(ohmstead("send", "CP-1").out()).contains("reset ", "kind=IMMEDIATE|ON_IDLE");
        assertThat(ohmstead("send", "CP-1", "explode").err()).contains("there is no command \"explode\"", "reset");
        assertThat(ohmstead("send", "CP-1", "reset", "kind=NEVER").exit()).isEqualTo(2);
    }

    @Test
    void statusIsForScriptsToo() throws Exception {
        JsonNode status = ohmstead("status", "--json").json();

        assertThat(status.get("ready").asBoolean()).isTrue();
        assertThat(status.get("addresses").get("console").asString())
                .isEqualTo(server.console().toString());
        assertThat(status.get("health").get("checks").has("store")).isTrue();
        assertThat(ProcessHandle.of(status.get("pid").asLong())).isPresent();
        assertThat(ohmstead(
                        "status", "--json", "--home", directory.resolve("none").toString()))
                .satisfies(it -> {
                    assertThat(it.exit()).isEqualTo(3);
                    assertThat(it.out()).isEmpty();
                });
        assertThat(ohmstead("reset-admin", "--json").exit()).isEqualTo(2);
    }

    @Test
    void whatCompletionOffersIsWhatTheServerKnows() throws Exception {
        String script = Files.readString(Path.of("../completion/ohmstead.bash"));

        assertThat(words(script, "_ohmstead_commands"))
                .containsExactlyElementsOf(ohmstead("send", "CP-1")
                        .out()
                        .lines()
                        .filter(line -> !line.startsWith(" "))
                        .map(line -> line.split(" ")[0])
                        .sorted()
                        .toList());
        assertThat(words(script, "_ohmstead_kinds"))
                .containsExactlyElementsOf(rest.get("/journal/kinds")
                        .get("items")
                        .valueStream()
                        .map(it -> it.get("kind").asString())
                        .sorted()
                        .toList());
    }

    private static List<String> words(String script, String variable) {
        String value = script.split("\n" + variable + "=\"", 2)[1].split("\"", 2)[0];
        return List.of(value.strip().split("\\s+"));
    }

    @Test
    void noBundleIsOlderThanTheProgram() throws Exception {
        assertThat(ohmstead("plugin", "list", "--json").out()).doesNotContain("1970-01-01");
    }

    @Test
    void cardsAreShortenedAndChangesAreInTheAuditTrail() throws Exception {
        Path csv =
                Files.writeString(directory.resolve("cards.csv"), "value,label\nAA11223344,Van 1\nAA11223355,Van 2\n");
        assertThat(ohmstead("tokens", "import", csv.toString()).out()).isEqualTo("2 imported\n");
        assertThat(ohmstead("tokens", "--search", "Van").out())
                .contains("AA11***", "Van 2")
                .doesNotContain("AA112");
        assertThat(ohmstead("tokens", "--search", "Van", "--full").out()).contains("AA11223344");
        assertThat(ohmstead("tokens", "--search", "Van", "--json").out()).contains("AA11223344");
        assertThat(ohmstead("tokens", "block", "AA11***").err()).contains("its whole number is needed");
        assertThat(ohmstead("tokens", "block", "AA11223344", "--json")
                        .json()
                        .get("verdict")
                        .asString())
                .isEqualTo("BLOCKED");
        assertThat(ohmstead("tokens", "unblock", "AA11223344", "--json")
                        .json()
                        .get("label")
                        .asString())
                .isEqualTo("Van 1");
        assertThat(ohmstead("tokens", "add", "AA11223344").exit()).isEqualTo(1);
        assertThat(ohmstead("tokens", "remove", "AA11223344").exit()).isZero();
        assertThat(ohmstead("tokens", "block", "AA11223344").exit()).isEqualTo(8);
        assertThat(rest.all("/audit"))
                .filteredOn(entry -> entry.get("action").asString().equals("token.remove"))
                .allSatisfy(entry -> assertThat(entry.get("who").asString()).isEqualTo("this machine"))
                .isNotEmpty();
    }

    @Test
    void fromElsewhereAnApiTokenCountsWithItsRole() throws Exception {
        String secret = rest.post("/api-tokens", Map.of("name", "script", "role", "READ_ONLY"))
                .get("secret")
                .asString();
        Path file = Files.writeString(directory.resolve("token"), secret + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String[] there = {"--server", server.console().toString(), "--token-file", file.toString()};

        assertThat(ohmstead(there, "stations").out()).contains("CP-1");
        assertThat(ohmstead(there, "send", "CP-1", "clear-cache").exit()).isEqualTo(1);
        for (String option : List.of("--full", "--json")) {
            assertThat(ohmstead(there, "tokens", "list", option).out())
                    .contains("04A1***")
                    .doesNotContain(CARD);
        }

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(ohmstead(there, "stations")).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(2);
            assertThat(it.err()).contains("others than you may read");
        });
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "oh_wrong");
        assertThat(ohmstead(there, "stations")).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(1);
            assertThat(it.err()).contains("does not take the API token").doesNotContain("oh_wrong");
        });
        assertThat(ohmstead("stations", "--server", "http://127.0.0.1:1", "--token-file", file.toString())
                        .exit())
                .isEqualTo(3);
        assertThat(ohmstead("stations", "--home", directory.resolve("nowhere").toString())
                        .exit())
                .isEqualTo(3);
    }

    @Test
    void tailFollowsTheJournal() throws Exception {
        Process tail = new ProcessBuilder(command("tail", "--kinds", "TokenChanged"))
                .redirectError(directory.resolve("tail.err").toFile())
                .start();
        try {
            Patience.await(
                    Duration.ofSeconds(60),
                    () -> said(directory.resolve("tail.err")).contains("Following"));
            ohmstead("tokens", "add", "BB11223344");
            String line = tail.inputReader().readLine();
            assertThat(line).contains("TokenChanged", "BB11***");
            // As Ctrl-C does, but without the exit code of a signal.
            tail.destroy();
            assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said(directory.resolve("tail.err")))
                    .containsPattern("go on with --after " + line.split(" +")[POSITION] + "\\.");
        } finally {
            tail.destroyForcibly();
        }
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        for (String command : List.of(
                "run", "stop", "backup", "restore", "verify", "audit", "audit verify", "support-bundle", "version")) {
            assertThat(ohmstead((command + " --help").split(" "))).satisfies(it -> {
                assertThat(it.exit()).as(command).isZero();
                assertThat(it.out()).contains("usage: ohmstead COMMAND");
            });
        }
        for (String command :
                List.of("stations", "tx list", "tokens import", "send", "tail", "route", "plugin install")) {
            assertThat(ohmstead((command + " --help").split(" "))).satisfies(it -> {
                assertThat(it.exit()).as(command).isZero();
                assertThat(it.out()).contains("Usage: ohmstead " + command);
            });
        }
    }

    @Test
    void aSupportBundleThatCannotBeWrittenLeavesNothing() throws Exception {
        Path there = directory.resolve("nowhere/support.zip");
        assertThat(ohmstead("support-bundle", there.toString())).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(1);
            assertThat(it.err()).contains("there is no directory " + there.getParent());
        });
        assertThat(home.resolve("run")).isDirectoryNotContaining("glob:**.zip");
        Path here = directory.resolve("support.zip");
        assertThat(ohmstead("support-bundle", here.toString())).isEqualTo(new Said(0, here + "\n", ""));
        assertThat(here).isNotEmptyFile();
    }

    @Test
    void aBundleThatCannotRunSaysWhatItMisses() throws Exception {
        Process shell =
                new ProcessBuilder(command("shell")).redirectErrorStream(true).start();
        try (var typed = shell.outputWriter()) {
            typed.write("install " + bundle("acme.lost", Map.of("Import-Package", "acme.gone")) + "\n");
            typed.write("install " + bundle("acme.idle", Map.of()) + "\nexit\n");
        }
        assertThat(shell.waitFor()).isZero();

        assertThat(ohmstead("plugin").out().lines().map(line -> line.replaceAll("  +", "|")))
                .contains(
                        "acme.lost|1.0.0|UNRESOLVED|needs package acme.gone, nothing here offers it",
                        "acme.idle|1.0.0|STOPPED",
                        "org.osgi.util.function|1.2.0.202109301733|RUNS");
    }

    @Test
    void aPluginIsInstalledReplacedAndRemovedWhileTheServerRuns() throws Exception {
        Path plugin = Path.of(bundle("acme.extra", Map.of()));
        assertThat(ohmstead("plugin", "install", plugin.toString()))
                .isEqualTo(new Said(0, "acme.extra 1.0.0 runs.\n", ""));

        bundle("acme.extra", Map.of("Import-Package", "acme.gone,acme.lost"));
        assertThat(ohmstead("plugin", "install", plugin.toString())).isEqualTo(new Said(1, """
                        acme.extra 1.0.0 cannot run:
                          needs package acme.gone, nothing here offers it
                          needs package acme.lost, nothing here offers it
                        """, ""));

        bundle("acme.extra", Map.of("Bundle-Version", "1.1.0"));
        assertThat(ohmstead("plugin", "install", plugin.toString()).out()).isEqualTo("acme.extra 1.1.0 runs.\n");
        assertThat(ohmstead("plugin").out()).containsOnlyOnce("acme.extra ");
        try (var files = Files.list(home.resolve("plugins"))) {
            assertThat(files).containsExactly(home.resolve("plugins/acme.extra.jar"));
        }

        assertThat(ohmstead("plugin", "remove", "acme.extra")).isEqualTo(new Said(0, "acme.extra is gone.\n", ""));
        assertThat(ohmstead("plugin").out()).doesNotContain("acme.extra");
        assertThat(ohmstead("plugin", "remove", "acme.extra").exit()).isEqualTo(8);
        assertThat(rest.all("/audit"))
                .filteredOn(entry -> entry.get("subject").asString().equals("acme.extra"))
                .allSatisfy(entry -> assertThat(entry.get("who").asString()).isEqualTo("this machine"))
                .extracting(entry -> entry.get("action").asString())
                .containsExactlyInAnyOrder("plugin.install", "plugin.replace", "plugin.replace", "plugin.remove");
    }

    @Test
    void pluginsAreSwitchedOffAndOnBySetting() throws Exception {
        Path cfg = home.resolve("config/org.ohmstead.plugins.cfg");
        String template = Files.readString(cfg);
        assertThat(template).contains("enabled = true");
        Path plugin = Path.of(bundle("acme.switched", Map.of()));
        assertThat(ohmstead("plugin", "install", plugin.toString()).exit()).isZero();

        Files.writeString(cfg, template.replace("enabled = true", "enabled = $[prop:acme.not.there;default=false]"));
        awaitPlugin("acme.switched", false);
        assertThat(home.resolve("plugins/acme.switched.jar")).exists();
        Files.writeString(cfg, template);
        awaitPlugin("acme.switched", true);
        assertThat(ohmstead("plugin", "remove", "acme.switched").exit()).isZero();
    }

    private void awaitPlugin(String name, boolean there) {
        Patience.await(Duration.ofSeconds(60), () -> {
            try {
                return rest.get("/plugins").findValuesAsString("name").contains(name) == there;
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void ofTwoJarsOfOnePluginNeitherIsTouched() throws Exception {
        Path plugin = Path.of(bundle("acme.twice", Map.of()));
        assertThat(ohmstead("plugin", "install", plugin.toString()).exit()).isZero();
        Path other = Files.copy(plugin, home.resolve("plugins/another.jar"));
        for (String[] command : new String[][] {{"install", plugin.toString()}, {"remove", "acme.twice"}}) {
            assertThat(ohmstead("plugin", command[0], command[1])).satisfies(it -> {
                assertThat(it.exit()).isEqualTo(1);
                assertThat(it.err()).contains("acme.twice.jar and another.jar");
            });
        }
        Files.delete(other);
        assertThat(ohmstead("plugin", "remove", "acme.twice").exit()).isZero();
    }

    /** It would be tried at every start, and the plugin it was to replace be gone with the next. */
    @Test
    void whatTheServerDoesNotTakeDoesNotStay() throws Exception {
        Path plugin = Path.of(bundle("acme.refused", Map.of()));
        assertThat(ohmstead("plugin", "install", plugin.toString()).exit()).isZero();
        byte[] taken = Files.readAllBytes(plugin);

        bundle("acme.refused", Map.of("Bundle-Version", "1.1.0", "Import-Package", ";;"));
        assertThat(ohmstead("plugin", "install", plugin.toString())).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(1);
            assertThat(it.err()).contains("has not taken it, so it does not stay in plugins/");
        });
        assertThat(home.resolve("plugins/acme.refused.jar")).hasBinaryContent(taken);
        assertThat(ohmstead("plugin", "remove", "acme.refused").exit()).isZero();
    }

    @Test
    void whatIsPartOfTheInstallationIsNeitherReplacedNorRemoved() throws Exception {
        Path store = Path.of(bundle("org.ohmstead.store", Map.of()));
        assertThat(ohmstead("plugin", "install", store.toString())).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(1);
            assertThat(it.err()).contains("org.ohmstead.store is part of the installation");
        });
        assertThat(ohmstead("plugin", "remove", "org.ohmstead.store").exit()).isEqualTo(8);
    }

    private URI bundle(String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path jar = directory.resolve(name + ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar.toUri();
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(Release.built().program().toString()));
        command.addAll(List.of(words));
        if (!command.contains("--server") && !command.contains("--home")) {
            command.addAll(List.of("--home", home.toString()));
        }
        return command;
    }

    private Said ohmstead(String[] options, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(options));
        return ohmstead(all.toArray(String[]::new));
    }

    private Said ohmstead(String... words) throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        Process process =
                new ProcessBuilder(command(words)).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
    }
}

package org.ohmstead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.simulator.oddity.Oddity;

final class MainTest {

    private final TestCsms csms = new TestCsms();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @AfterEach
    void end() {
        csms.close();
    }

    private int run(String... arguments) {
        return new Main(out, out).run(arguments);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help", "station --help", "fleet --stations 2 --help"})
    void helpIsGivenWhereverItIsAskedFor(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isZero();
        assertThat(output()).contains("simulator station --door URL", "--mixed");
    }

    @Test
    void oneStationChargesAndItsLedgerIsWritten(@TempDir Path folder) throws IOException {
        var ledger = folder.resolve("ledger.jsonl");

        int status = run(
                "station",
                "--door",
                csms.door(),
                "--id",
                "CP-1",
                "--energy",
                "1.5",
                "--time-factor",
                "6000",
                "--ledger",
                ledger.toString());

        assertThat(output()).contains("CP-1 boots and is Accepted", "transaction 1 begins", "ends after 1500 Wh");
        assertThat(status).isZero();
        assertThat(Files.readAllLines(ledger))
                .anyMatch(line -> line.contains("\"kind\":\"Stop\"") && line.contains("\"transaction\":\"1\""))
                .allMatch(line -> line.contains("\"acknowledged\":true"));
    }

    @Test
    void aFleetTellsHowItWent() {
        int status = run(
                "fleet",
                "--door",
                csms.door(),
                "--stations",
                "3",
                "--sessions",
                "1",
                "--time-factor",
                "2000",
                "--meter-interval",
                "60");

        assertThat(output()).contains("DEMO-001 to DEMO-003 come to", "3 online", "0 violations");
        assertThat(status).isZero();
    }

    @Test
    void aStationPlaysAnOddityByItsName() {
        int status = run(
                "station", "--door", csms.door(), "--id", "CP-1", "--time-factor", "6000", "--oddity", "skips-stop");

        assertThat(csms.actions("CP-1")).contains("StartTransaction").doesNotContain("StopTransaction");
        assertThat(status).isZero();
    }

    @Test
    void everySecondStationOfAMixedFleetIsOdd() {
        int status = run(
                "fleet",
                "--door",
                csms.door(),
                "--stations",
                "4",
                "--oddity",
                "empty-vendor,long-serial",
                "--sessions",
                "1",
                "--time-factor",
                "2000");

        assertThat(csms.calls("BootNotification"))
                .filteredOn(boot ->
                        boot.payload().text("chargePointVendor").orElseThrow().isEmpty())
                .extracting(TestCsms.Call::station)
                .containsOnly("DEMO-002");
        assertThat(csms.calls("BootNotification"))
                .filteredOn(boot -> boot.payload()
                                .text("chargePointSerialNumber")
                                .orElseThrow()
                                .length()
                        == 34)
                .extracting(TestCsms.Call::station)
                .containsOnly("DEMO-004");
        assertThat(status).isZero();
    }

    @Test
    void odditiesAreListedByTheirNames() {
        assertThat(run("--oddities")).isZero();
        assertThat(output()).contains(Oddity.all().stream().map(Oddity::name).toList());
    }

    @Test
    void aCsmsThatBreaksTheProtocolMakesTheExitStatusOne() {
        csms.answersWithFrames("MeterValues", "[3,\"%s\",{}]", "[3,\"%1$s\",{}]");

        int status = run("station", "--door", csms.door(), "--id", "CP-1", "--time-factor", "6000");

        assertThat(output()).contains("VIOLATION", "ANSWERED_TWICE");
        assertThat(status).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dance",
                "station --id CP-1",
                "station --door ws://127.0.0.1:1/ocpp",
                "station --door",
                "station --door here --id CP-1",
                "fleet --door ws://127.0.0.1:1/ocpp",
                "fleet --door ws://127.0.0.1:1/ocpp --stations many",
                "fleet --door ws://127.0.0.1:1/ocpp --stations 0",
                "fleet --door ws://127.0.0.1:1/ocpp --stations 1 --colour red",
                "fleet --door ws://127.0.0.1:1/ocpp --stations 1 --duration soon",
                "fleet --door ws://127.0.0.1:1/ocpp --stations 1 --time-factor -2",
                "fleet --door ws://127.0.0.1:1/ocpp --stations 1 --oddity behaves-well",
                "station --door ws://127.0.0.1:1/ocpp --id CP-1 --mixed"
            })
    void aWrongCommandLineIsAnsweredInOneSentence(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(output()).hasLineCount(1).endsWith("See --help." + System.lineSeparator());
    }

    @Test
    void nobodyAtTheDoorIsSaid() {
        assertThat(run("station", "--door", "ws://127.0.0.1:1/ocpp", "--id", "CP-1"))
                .isEqualTo(3);
        assertThat(output()).contains("CP-1 found nobody at the door");
    }

    @Test
    void aFleetThatFoundNobodyAtTheDoorHasFailed() {
        assertThat(run("fleet", "--door", "ws://127.0.0.1:1/ocpp", "--stations", "2", "--duration", "1s"))
                .isEqualTo(3);
        assertThat(output()).contains("found nobody at the door", "No station was let in");
    }

    @Test
    void aFleetThatIsNotLetInHasFailed() {
        csms.demandPassword("the right one");

        assertThat(run(
                        "fleet",
                        "--door",
                        csms.door(),
                        "--stations",
                        "2",
                        "--duration",
                        "1s",
                        "--password",
                        "a wrong one"))
                .isEqualTo(3);
        assertThat(output()).contains("401", "No station was let in");
    }

    @Test
    void aStationThatIsNotLetInHasFailed() {
        csms.demandPassword("the right one");

        assertThat(run("station", "--door", csms.door(), "--id", "CP-1", "--password", "a wrong one"))
                .isEqualTo(3);
        assertThat(output()).contains("401");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(output()).contains(Main.STATION).contains(Main.FLEET).contains(Main.FLAGS);
    }
}

package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.SettingsCheck.Problem;
import org.ohmstead.api.log.LogLines;

class SettingsServiceTest extends ConfigHome {

    @Test
    void aSoundFileComesIntoForceAtTheStart() throws IOException {
        write("x.door.cfg", "# the port\nport = 9001\nhost=127.0.0.1\nopenAtNight = true\nfactor = 1.5\n");
        write("x.gate~north.cfg", "port = 1");

        start();

        assertThat(settings.problems()).isEmpty();
        assertThat(inForce.get("x.door")).containsEntry("port", "9001").containsEntry("host", "127.0.0.1");
        assertThat(inForce.get("x.gate~north")).containsEntry("port", "1");
        assertThat(settings.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void anUnknownKeyChangesNothingAndTheNearestIsSuggested() throws IOException {
        write("x.door.cfg", "port = 9001");
        start();

        write("x.door.cfg", "# the port\n\nprot = 9002");
        lookUntilAtRest();

        assertThat(settings.problems())
                .containsExactly(new Problem("x.door.cfg", 3, "prot", "is not known; perhaps port is meant", false));
        assertThat(inForce.get("x.door")).containsExactly(Map.entry("port", "9001"));
        assertThat(settings.check().status()).isEqualTo(Status.WARN);
        assertThat(settings.check().message()).startsWith("config/x.door.cfg:3: prot is not known");
    }

    @Test
    void eachWrongContentIsLoggedOnce() throws IOException {
        write("x.door.cfg", "port = 9001");
        start();
        try (LogLines log = new LogLines(SettingsService.class)) {
            write("x.door.cfg", "prot = 9002");
            lookUntilAtRest();
            settings.checkAgain();
            write("x.door.cfg", "prot = 9002"); // saved again as it was
            lookUntilAtRest();
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING config/x.door.cfg:1: prot is not known");

            write("x.door.cfg", "prot = 9003");
            lookUntilAtRest();
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING config/x.door.cfg:1: prot is not known");

            write("x.door.cfg", "port = 9003");
            lookUntilAtRest();
            log.all();
            write("x.door.cfg", "prot = 9003");
            lookUntilAtRest();
            assertThat(log.all()).as("mended in between").hasSize(1);
        }
    }

    @Test
    void whatIsOnlyWarnedOfIsNotLoggedWithEachEdit() throws IOException {
        write("x.door.cfg", "code = in-the-clear");
        start();
        try (LogLines log = new LogLines(SettingsService.class)) {
            write("x.door.cfg", "code = in-the-clear\n# and a remark");
            lookUntilAtRest();

            assertThat(log.all()).containsExactly();
            assertThat(settings.problems()).singleElement().matches(Problem::warning);
        }
    }

    @Test
    void aKeyWithoutWhichAComponentCannotDoHasToBeWritten() throws IOException {
        metadata = Door.RULE_METADATA;
        write("x.rule~a.cfg", "watches = DOORS");
        write("x.rule~b.cfg", "# nothing is said");
        start();
        write("x.rule~a.cfg", "instead = CATS");
        lookUntilAtRest();

        assertThat(settings.problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "config/x.rule~a.cfg watches is missing; it is one of DOORS, WINDOWS",
                        "config/x.rule~b.cfg watches is missing; it is one of DOORS, WINDOWS");
        assertThat(inForce.get("x.rule~a")).containsExactly(Map.entry("watches", "DOORS"));
        assertThat(inForce).doesNotContainKey("x.rule~b");
        write("x.rule~b.cfg", "watches = WINDOWS");
        lookUntilAtRest();
        assertThat(settings.problems()).extracting(Problem::file).containsExactly("x.rule~a.cfg");
    }

    @Test
    void wrongTypesRangesAndWordsAreToldInWords() throws IOException {
        write(
                "x.door.cfg",
                "port = 70000\nopenAtNight = yes\nwhenUnreachable = PERHAPS\nfactor = much\nxyzzyxyzzy = 1\n");

        start();

        assertThat(settings.problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "config/x.door.cfg:1: port is a whole number from 0 to 65535",
                        "config/x.door.cfg:2: openAtNight is true or false",
                        "config/x.door.cfg:3: whenUnreachable is one of DENY, ACCEPT",
                        "config/x.door.cfg:4: factor is a number",
                        "config/x.door.cfg:5: xyzzyxyzzy is not known; known are code, factor, guests, host, openAtNight,"
                                + " port, whenUnreachable");
        assertThat(inForce).isEmpty();
        for (String port : List.of("1.5", "-1", "", "9e99", "nine")) {
            write("x.door.cfg", "port = " + port);
            lookUntilAtRest();
            assertThat(settings.problems()).as(port).hasSize(1);
        }
    }

    @Test
    void aListWithAnEntryOfAnotherFormChangesNothingAndTheEntryIsNamed() throws IOException {
        write("x.gate~north.cfg", "guests = anna=1; ; bert = 2;$[env:ONE]=$[env:two]");
        start();
        assertThat(settings.problems()).isEmpty();

        for (String wrong : List.of("bert 2", "=2", "$[env:ONE]")) {
            write("x.gate~north.cfg", "guests = anna=1; " + wrong);
            lookUntilAtRest();
            assertThat(settings.problems())
                    .containsExactly(new Problem(
                            "x.gate~north.cfg",
                            1,
                            "guests",
                            "has \"" + wrong + "\", which is not of the form name=value",
                            false));
            assertThat(settings.check().message()).contains("x.gate~north.cfg", wrong);
            assertThat(inForce.get("x.gate~north").get("guests")).as("in force").contains("bert = 2");
        }
    }

    @Test
    void whatIsFilledInLaterIsNotJudged() throws IOException {
        write("x.door.cfg", "port = $[prop:port;default=9000]\nopenAtNight = $[env:NIGHT]\nhost.target = (a=b)\n");

        start();

        assertThat(settings.problems()).isEmpty();
        assertThat(inForce).containsKey("x.door");
    }

    @Test
    void theLastGoodFileStaysInForceOverARestart() throws IOException {
        write("x.door.cfg", "port = 9001");
        start();
        write("x.door.cfg", "port = many");

        start();

        assertThat(inForce.get("x.door")).containsEntry("port", "9001");
        assertThat(settings.problems()).hasSize(1);

        write("x.door.cfg", "port = 9003");
        lookUntilAtRest();
        assertThat(inForce.get("x.door")).containsEntry("port", "9003");
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void aStartWithoutChangesReadsNoMetadata() throws IOException {
        write("x.door.cfg", "port = 9001");
        start();
        int before = asked.get();
        assertThat(before).isPositive();

        start();

        assertThat(asked).hasValue(before);
        assertThat(inForce.get("x.door")).containsEntry("port", "9001");
    }

    @Test
    void whatAnUpgradeMadeWrongIsToldAfterTheStart() throws IOException {
        write("x.door.cfg", "openAtNight = true");
        start();
        metadata = Door.METADATA.replace("openAtNight", "openOnSundays");
        start();
        assertThat(settings.problems()).isEmpty();

        settings.checkAgain();

        assertThat(settings.problems()).extracting(Problem::key).containsExactly("openAtNight");
        assertThat(inForce).as("nothing was taken away").containsKey("x.door");
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftAlone() throws IOException {
        start();
        write("x.door.cfg", "port = 9001\nho");
        settings.look();
        assertThat(inForce).isEmpty();
        assertThat(settings.problems()).isEmpty();

        write("x.door.cfg", "port = 9001\nhost = here\n");
        settings.look();
        assertThat(inForce).isEmpty();

        settings.look();
        assertThat(inForce.get("x.door")).containsEntry("host", "here");
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftAloneWhenBundlesComeToo() throws IOException {
        write("x.door.cfg", "port = 9001");
        start();
        write("x.door.cfg", "port = 9");

        settings.checkAgain();

        assertThat(inForce.get("x.door")).containsEntry("port", "9001");
        lookUntilAtRest();
        assertThat(inForce.get("x.door")).containsEntry("port", "9");
    }

    @Test
    void aFileThatGoesTakesItsSettingsWithIt() throws IOException {
        write("x.door.cfg", "port = 9001");
        start();

        Files.delete(config.resolve("x.door.cfg"));
        settings.look();

        assertThat(inForce).isEmpty();
        start();
        assertThat(inForce).isEmpty();
    }

    @Test
    void aFileNobodyReadsIsToldUntilItsPluginComes() throws IOException {
        write("y.plugin.cfg", "port = 1");
        start();
        assertThat(settings.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("nobody"));

        metadata = Door.METADATA.replace("x.door", "y.plugin");
        settings.checkAgain();

        assertThat(settings.problems()).isEmpty();
        assertThat(inForce).containsKey("y.plugin");
    }

    @Test
    void aFileThatIsNoTextIsToldAndOtherFilesAreNoneOfOurs() throws IOException {
        Files.write(config.resolve("x.door.cfg"), new byte[] {(byte) 0xC3, (byte) 0x28});
        Files.writeString(config.resolve("logback.xml"), "<configuration/>");
        Files.createDirectories(config.resolve("routes.cfg"));

        start();

        assertThat(settings.problems()).extracting(Problem::file).containsExactly("x.door.cfg");
    }

    @Test
    void whatCountsWithoutAnOptionIsJudged() throws IOException {
        write("x.door.cfg", "port = $[prop:port;default=many]\n");

        start();

        assertThat(settings.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence())
                        .isEqualTo("config/x.door.cfg:1: port is a whole number from 0 to 65535"));
        assertThat(inForce).isEmpty();
    }

    @Test
    void aMissingSecretIsToldAndAwaited() throws IOException {
        write("x.door.cfg", "port = 1\ncode = $[secret:door]");
        start();

        assertThat(settings.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).contains("wants the secret door", "secrets/");
            assertThat(problem.warning()).isFalse();
        });
        assertThat(inForce).isEmpty();

        secret("door", "open sesame");
        settings.look();

        assertThat(settings.problems()).isEmpty();
        assertThat(inForce.get("x.door")).containsEntry("code", "$[secret:door]");
    }

    @Test
    void aSecretThatIsALinkIsAwaitedWhereItLeads() throws IOException {
        Files.createDirectories(home.resolve("secrets"));
        Path mounted = home.resolve("mounted");
        Files.createSymbolicLink(home.resolve("secrets/door"), mounted);
        write("x.door.cfg", "port = 1\ncode = $[secret:door]");
        start();
        assertThat(settings.problems()).hasSize(1);

        Files.writeString(mounted, "open sesame");
        settings.look();

        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void aSecretOutsideOfTheFolderIsMissing() throws IOException {
        secret("door", "open sesame");
        Files.writeString(home.resolve("else"), "x");
        for (String name : List.of("../else", "", "/etc/hostname", "none")) {
            write("x.door.cfg", "code = $[secret:" + name + "]");
            start();
            assertThat(settings.problems()).as(name).hasSize(1);
        }
    }

    @Test
    void aSecretInTheClearCountsButIsWarnedOfWithoutBeingTold() throws IOException {
        write("x.door.cfg", "port = 1\ncode = open sesame");

        start();

        assertThat(inForce.get("x.door")).containsEntry("code", "open sesame");
        assertThat(settings.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.warning()).isTrue();
            assertThat(problem.sentence())
                    .startsWith("config/x.door.cfg:2: code")
                    .doesNotContain("sesame");
        });
        assertThat(settings.check().status()).isEqualTo(Status.WARN);
        assertThat(settings.sentences().getFirst()).doesNotContain("stays in force");
    }

    @Test
    void aKeyThatIsWrittenTwiceIsWarnedOf() throws IOException {
        write("x.door.cfg", "port = 1\n# a comment\nport = 2");

        start();

        assertThat(settings.problems())
                .extracting(Problem::sentence)
                .containsExactly("config/x.door.cfg:3: port is written in line 1 already; this one counts");
        assertThat(inForce.get("x.door")).containsEntry("port", "2");
    }

    @Test
    void aFileForOneOfSeveralHasANameAndNoOther() throws IOException {
        write("x.gate.cfg", "port = 1");
        write("x.door~north.cfg", "port = 1");

        start();

        assertThat(settings.problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "config/x.door~north.cfg has to be named x.door.cfg",
                        "config/x.gate.cfg has to be named x.gate~<name>.cfg");
        assertThat(inForce).isEmpty();
    }
}

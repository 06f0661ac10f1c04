package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.api.csms.HealthCheck.Status;
import org.ohmstead.api.csms.SettingsCheck.Problem;

class SettingsServiceTest {

    /** As bnd writes it. */
    private static final String DOOR = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0" xmlns:entries="https://ohmstead.org/xmlns/settings/entries/v1" localization="x">
              <OCD id="x.Door$Settings" name="Door" description="">
                <AD id="port" type="Integer" cardinality="0" required="true" default="9000" min="0" max="65535"/>
                <AD id="host" type="String" cardinality="0" required="true" default="0.0.0.0"/>
                <AD id="whenUnreachable" type="String" cardinality="0" required="true" default="DENY">
                  <Option label="DENY" value="DENY"/>
                  <Option label="ACCEPT" value="ACCEPT"/>
                </AD>
                <AD id="openAtNight" type="Boolean" cardinality="0" required="true" default="false"/>
                <AD id="guests" type="String" cardinality="0" required="true" default="" entries:separator=";" entries:pattern="[^=\\s][^=]*=.*" entries:form="name=value"/>
                <AD id="factor" type="Double" cardinality="0" required="true" default="1"/>
              </OCD>
              <Designate pid="x.door"><Object ocdref="x.Door$Settings"/></Designate>
              <Designate factoryPid="x.gate"><Object ocdref="x.Door$Settings"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    private Path home;

    private Path config;
    private final Map<String, Map<String, String>> inForce = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private String metadata = DOOR;
    private Instant clock = Instant.parse("2026-11-22T10:00:00Z");
    private SettingsService settings;

    @BeforeEach
    void folder() throws IOException {
        config = Files.createDirectories(home.resolve("config"));
    }

    private void start() {
        inForce.clear();
        settings = new SettingsService(config, home.resolve("in-force"), new MapTarget(inForce), () -> {
            asked.incrementAndGet();
            try {
                return new Metadata().read(new ByteArrayInputStream(metadata.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        settings.start();
    }

    private record MapTarget(Map<String, Map<String, String>> map) implements SettingsService.Target {

        @Override
        public void update(CfgFile file) {
            map.put(file.pid() + file.instance().map(name -> "~" + name).orElse(""), file.values());
        }

        @Override
        public void delete(CfgFile file) {
            map.remove(file.pid() + file.instance().map(name -> "~" + name).orElse(""));
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = config.resolve(name);
        Files.writeString(file, text);
        clock = clock.plusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(clock));
    }

    private void lookUntilAtRest() {
        settings.look();
        settings.look();
    }

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

        write("x.door.cfg", "prot = 9002");
        lookUntilAtRest();

        assertThat(settings.problems())
                .containsExactly(new Problem("x.door.cfg", "prot", "is not known; perhaps port is meant"));
        assertThat(inForce.get("x.door")).containsExactly(Map.entry("port", "9001"));
        assertThat(settings.check().status()).isEqualTo(Status.WARN);
        assertThat(settings.check().message()).contains("x.door.cfg", "prot");
    }

    @Test
    void wrongTypesRangesAndWordsAreToldInWords() throws IOException {
        write(
                "x.door.cfg",
                "port = 70000\nopenAtNight = yes\nwhenUnreachable = PERHAPS\nfactor = much\nxyzzyxyzzy = 1\n");

        start();

        assertThat(settings.problems())
                .extracting(problem -> problem.key() + " " + problem.message())
                .containsExactly(
                        "factor is a number",
                        "openAtNight is true or false",
                        "port is a whole number from 0 to 65535",
                        "whenUnreachable is one of DENY, ACCEPT",
                        "xyzzyxyzzy is not known; known are factor, guests, host, openAtNight, port, whenUnreachable");
        assertThat(inForce).isEmpty();
        for (String port : List.of("1.5", "-1", "", "9e99", "nine")) {
            write("x.door.cfg", "port = " + port);
            lookUntilAtRest();
            assertThat(settings.problems()).as(port).hasSize(1);
        }
    }

    @Test
    void aListWithAnEntryOfAnotherFormChangesNothingAndTheEntryIsNamed() throws IOException {
        write("x.gate~north.cfg", "guests = anna=1; ; bert = 2;$[env:ONE]=$[secret:one]");
        start();
        assertThat(settings.problems()).isEmpty();

        for (String wrong : List.of("bert 2", "=2", "$[env:ONE]")) {
            write("x.gate~north.cfg", "guests = anna=1; " + wrong);
            lookUntilAtRest();
            assertThat(settings.problems())
                    .containsExactly(new Problem(
                            "x.gate~north.cfg",
                            "guests",
                            "has \"" + wrong + "\", which is not of the form name=value"));
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
        assertThat(asked).hasValue(1);

        start();

        assertThat(asked).hasValue(1);
        assertThat(inForce.get("x.door")).containsEntry("port", "9001");
    }

    @Test
    void whatAnUpgradeMadeWrongIsToldAfterTheStart() throws IOException {
        write("x.door.cfg", "openAtNight = true");
        start();
        metadata = DOOR.replace("openAtNight", "openOnSundays");
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

        metadata = DOOR.replace("x.door", "y.plugin");
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
}

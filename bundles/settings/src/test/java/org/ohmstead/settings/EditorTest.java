package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Settings.Action;
import org.ohmstead.api.csms.Settings.Change;
import org.ohmstead.api.csms.Settings.Component;
import org.ohmstead.api.csms.Settings.Field;
import org.ohmstead.api.csms.Settings.File;
import org.ohmstead.api.csms.Settings.Option;
import org.ohmstead.api.csms.Settings.Result;
import org.ohmstead.api.csms.Settings.Source;
import org.ohmstead.api.csms.Settings.Type;
import org.ohmstead.api.csms.Settings.Value;
import org.ohmstead.api.settings.Counts;

/** Files are edited by people who do not see them. */
class EditorTest extends EditorScene {

    @Test
    void everythingIsDescribed() throws IOException {
        write("x.gate~south.cfg", "port = 2");
        write("x.gate~north.cfg", "port = 1");
        restart();

        List<Component> components = editor.components();

        assertThat(components).extracting(Component::pid).containsExactly("x.door", "x.gate");
        assertThat(components.getFirst().description()).isEqualTo("Where people come in.");
        assertThat(components.getFirst().files()).extracting(File::id).containsExactly("x.door");
        assertThat(components.getLast().many()).isTrue();
        assertThat(components.getLast().files()).extracting(File::id).containsExactly("x.gate~north", "x.gate~south");
        List<Field> fields = components.getFirst().fields();
        assertThat(fields)
                .extracting(Field::type)
                .containsExactly(
                        Type.WHOLE_NUMBER,
                        Type.TEXT,
                        Type.TEXT,
                        Type.TRUE_OR_FALSE,
                        Type.TEXT,
                        Type.NUMBER,
                        Type.SECRET);
        assertThat(fields.getFirst().max()).contains(new BigDecimal("65535"));
        assertThat(fields.getFirst().counts()).isEqualTo(Counts.When.STATIONS_RECONNECT);
        assertThat(fields.get(1).counts()).isEqualTo(Counts.When.AFTER_RESTART);
        assertThat(fields.get(1).preset()).isEqualTo("0.0.0.0 ,here");
        assertThat(fields.get(2).options())
                .containsExactly(new Option("DENY", "Refuse"), new Option("ACCEPT", "Let in"));
    }

    @Test
    void everyMistakeOfAChangeIsNamed() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();

        assertThat(refused(editor.change(
                        "eva",
                        "x.door",
                        file("x.door").version(),
                        Map.of(
                                "prot", Optional.of("1"),
                                "port", Optional.of("70000"),
                                "host", Optional.of("here"),
                                "openAtNight", Optional.of("maybe"),
                                "coat", Optional.empty()))))
                .satisfiesExactly(
                        it -> assertThat(it).isEqualTo("config/x.door.cfg coat is not known"),
                        it -> assertThat(it).contains("openAtNight", "true or false"),
                        it -> assertThat(it).contains("port is a whole number from 0 to 65535"),
                        it -> assertThat(it).isEqualTo("config/x.door.cfg prot is not known"));
        assertThat(read("x.door.cfg")).isEqualTo("port = 1\n");
    }

    @Test
    void aValueSaysWhereItComesFrom() throws IOException {
        secret("door", "open sesame");
        options.put("door.port", "7");
        write(
                "x.door.cfg",
                "port = $[prop:door.port;default=1]\nfactor = $[prop:none;default=2]\nhost = $[env:HOST]\n"
                        + "code = $[secret:door]\nopenAtNight = true\n");
        restart();

        assertThat(value("x.door", "port")).isEqualTo(new Value("port", "7", Source.OPTION, Optional.of("1")));
        assertThat(value("x.door", "factor").value()).isEqualTo("2");
        assertThat(value("x.door", "factor").source()).isEqualTo(Source.FILE);
        assertThat(value("x.door", "host").source()).isEqualTo(Source.ENVIRONMENT);
        assertThat(value("x.door", "code"))
                .isEqualTo(new Value("code", "$[secret:door]", Source.SECRET, Optional.of("$[secret:door]")));
        assertThat(value("x.door", "openAtNight").source()).isEqualTo(Source.FILE);
        assertThat(value("x.door", "guests")).isEqualTo(new Value("guests", "", Source.DEFAULT, Optional.empty()));
    }

    @Test
    void aChangeIsWrittenIntoTheFileAndComesIntoForce() throws IOException {
        write("x.door.cfg", "# Where people come in.\n\n# The port.\nport = 1\n\nhost = here\n");
        restart();

        Result result = editor.change(
                "eva",
                "x.door",
                file("x.door").version(),
                Map.of("port", Optional.of("2"), "openAtNight", Optional.of("true"), "host", Optional.empty()));
        settings.look();

        assertThat(result).isInstanceOfSatisfying(Result.Changed.class, changed -> {
            assertThat(changed.before()).isEqualTo("host = here\nport = 1");
            assertThat(changed.after()).isEqualTo("openAtNight = true\nport = 2");
        });
        assertThat(read("x.door.cfg"))
                .isEqualTo("# Where people come in.\n\n# The port.\nport = 2\n\nopenAtNight = true\n");
        assertThat(inForce.get("x.door")).isEqualTo(Map.of("port", "2", "openAtNight", "true"));
        assertThat(value("x.door", "port")).isEqualTo(new Value("port", "2", Source.FILE, Optional.of("2")));
    }

    @Test
    void whatIsWrongIsRefusedAndNothingIsWritten() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();

        assertThat(refused(change("x.door", "port", "70000")))
                .containsExactly("config/x.door.cfg:1: port is a whole number from 0 to 65535");
        assertThat(refused(change("x.door", "port", "$[prop:x;default=many]"))).hasSize(1);
        assertThat(refused(change("x.door", "openAtNight", "maybe")))
                .singleElement()
                .asString()
                .contains("true or false");
        assertThat(refused(change("x.door", "prot", "1"))).containsExactly("config/x.door.cfg prot is not known");
        assertThat(refused(change("x.door", "code", "$[secret:none]")))
                .singleElement()
                .asString()
                .contains("secret none");
        assertThat(read("x.door.cfg")).isEqualTo("port = 1\n");
        assertThat(editor.history("x.door")).hasSize(1);
    }

    @Test
    void aChangeThatChangesNothingIsNone() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();

        assertThat(change("x.door", "port", "1"))
                .isInstanceOfSatisfying(
                        Result.Changed.class,
                        changed ->
                                assertThat(changed.before() + changed.after()).isEmpty());
        assertThat(editor.history("x.door")).hasSize(1);
    }

    @Test
    void whoSawAnotherFileChangesNothing() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();
        String seen = file("x.door").version();
        write("x.door.cfg", "port = 2\n");
        Map<String, Optional<String>> changes = Map.of("port", Optional.of("3"));

        assertThat(editor.change("eva", "x.door", seen, changes)).isEqualTo(new Result.Conflict());
        assertThat(editor.change("eva", "x.door", "", changes)).isEqualTo(new Result.Conflict());
        assertThat(editor.remove("eva", "x.door", seen)).isEqualTo(new Result.Conflict());
        assertThat(editor.undo(
                        "eva",
                        "x.door",
                        seen,
                        editor.history("x.door").getFirst().number()))
                .isEqualTo(new Result.Conflict());
        assertThat(editor.change("eva", "x.gate~new", "seen", changes)).isEqualTo(new Result.Conflict());
        assertThat(read("x.door.cfg")).isEqualTo("port = 2\n");
    }

    @Test
    void aNameThatLeadsElsewhereIsNobodys() {
        for (String id :
                List.of("x.gate~../x", "x.gate~", "x.gate", "x.door~a", "../x", "y", "x.gate~a/b", "x.gate~.a", "")) {
            assertThat(editor.component(id)).as(id).isEmpty();
            assertThat(editor.history(id)).as(id).isEmpty();
            assertThat(editor.change("eva", id, "", Map.of("port", Optional.of("1"))))
                    .as(id)
                    .isEqualTo(new Result.Unknown());
            assertThat(editor.remove("eva", id, "")).as(id).isEqualTo(new Result.Unknown());
            assertThat(editor.undo("eva", id, "", 1)).as(id).isEqualTo(new Result.Unknown());
        }
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneOfSeveralComesAndGoes() throws IOException {
        assertThat(change("x.gate~north", "port", "5")).isInstanceOf(Result.Changed.class);
        settings.look();
        assertThat(inForce.get("x.gate~north")).containsEntry("port", "5");

        assertThat(editor.remove("eva", "x.gate~north", file("x.gate~north").version()))
                .isInstanceOf(Result.Changed.class);
        settings.look();

        assertThat(inForce).isEmpty();
        assertThat(config.resolve("x.gate~north.cfg")).doesNotExist();
        assertThat(editor.remove("eva", "x.gate~north", "")).isEqualTo(new Result.Unknown());
        assertThat(editor.history("x.gate~north"))
                .extracting(Change::action)
                .containsExactly(Action.REMOVED, Action.CHANGED);
    }

    @Test
    void anOptionThatWinsGoesOnToWin() throws IOException {
        options.put("door.port", "7");
        write("x.door.cfg", "port = $[prop:door.port;default=1]\n");
        restart();

        change("x.door", "port", "2");
        settings.look();

        assertThat(read("x.door.cfg")).isEqualTo("port = $[prop:door.port;default=2]\n");
        assertThat(value("x.door", "port").value()).isEqualTo("7");

        editor.change("eva", "x.door", file("x.door").version(), Map.of("port", Optional.empty()));
        assertThat(read("x.door.cfg")).isEqualTo("port = $[prop:door.port;default=9000]\n");
    }

    @Test
    void aSecretIsToldAndKeptNowhere() throws IOException {
        write("x.door.cfg", "# code = old sesame\ncode = open sesame\nport = 1\n");
        write("y.typo.cfg", "keystorePassword = open sesame\n");
        restart();
        Result result = change("x.door", "code", "new sesame");
        settings.look();
        change("x.door", "port", "2");
        settings.look();

        assertThat(inForce.get("x.door")).containsEntry("code", "new sesame");
        assertThat(((Result.Changed) result).before()).isEqualTo("code = ***");
        assertThat(((Result.Changed) result).after()).isEqualTo("code = ***");
        assertThat(result.toString() + editor.components() + editor.history("x.door") + settings.problems())
                .doesNotContain("sesame");
        try (Stream<Path> kept = Files.list(home.resolve("data/settings-history"))) {
            assertThat(kept.toList())
                    .hasSize(4)
                    .allSatisfy(path -> assertThat(Files.readString(path)).doesNotContain("sesame"));
        }

        editor.undo("eva", "x.door", file("x.door").version(), 1);
        assertThat(read("x.door.cfg")).contains("code = new sesame\nport = 1\n");

        editor.change("eva", "x.door", file("x.door").version(), Map.of("code", Optional.empty()));
        assertThat(refused(editor.undo("eva", "x.door", file("x.door").version(), 1)))
                .singleElement()
                .asString()
                .contains("not kept");
    }

    @Test
    void aFileThatIsNoTextIsToldAndNotTouched() throws IOException {
        Files.write(config.resolve("x.door.cfg"), new byte[] {(byte) 0xC3, (byte) 0x28});
        restart();

        assertThat(file("x.door").problems()).isNotEmpty();
        assertThat(refused(editor.change("eva", "x.door", "", Map.of("port", Optional.of("1")))))
                .isNotEmpty();
        assertThat(Files.readAllBytes(config.resolve("x.door.cfg"))).hasSize(2);
    }
}

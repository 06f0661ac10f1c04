package org.ohmstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ohmstead.api.csms.Settings.Action;
import org.ohmstead.api.csms.Settings.Change;
import org.ohmstead.api.csms.Settings.Kind;
import org.ohmstead.api.csms.Settings.Line;
import org.ohmstead.api.csms.Settings.Result;

/** What files were is kept, and comes back when it is wanted. */
class HistoryTest extends EditorScene {

    @Test
    void everyChangeIsKeptByWhomever() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();
        change("x.door", "port", "2");
        lookUntilAtRest();
        write("x.door.cfg", "port = 2\nhost = here\n");
        lookUntilAtRest();
        write("x.door.cfg", "port = many\n");
        lookUntilAtRest();
        restart();
        settings.checkAgain();

        List<Change> history = editor.history("x.door");

        assertThat(history)
                .extracting(change -> change.who().orElse("by hand"))
                .containsExactly("by hand", "by hand", "eva", "by hand");
        assertThat(history.get(1).lines())
                .containsExactly(new Line(Kind.SAME, "port = 2"), new Line(Kind.ADDED, "host = here"));
        assertThat(history.get(2).lines())
                .containsExactly(new Line(Kind.GONE, "port = 1"), new Line(Kind.ADDED, "port = 2"));
        assertThat(history).extracting(Change::number).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void whatWasEditedAMomentBeforeAChangeIsKeptToo() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();
        write("x.door.cfg", "port = 2\n");
        change("x.door", "port", "3");
        lookUntilAtRest();

        assertThat(editor.history("x.door"))
                .extracting(change -> change.lines().getLast().text())
                .containsExactly("port = 3", "port = 2", "port = 1");
    }

    @Test
    void aFileThatIsOnlyTouchedIsNoChange() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();
        write("x.door.cfg", "port = 1\n");
        lookUntilAtRest();
        write("x.door.cfg", "port = 1\n");
        change("x.door", "port", "3");

        assertThat(editor.history("x.door")).hasSize(2);
    }

    @Test
    void whatWasEditedWhileTheServerStoodIsKeptToo() throws IOException {
        write("x.door.cfg", "port = 1\n");
        restart();
        write("x.door.cfg", "port = 2\n");
        restart();
        Files.delete(config.resolve("x.door.cfg"));
        settings.look();

        assertThat(editor.history("x.door"))
                .extracting(Change::action)
                .containsExactly(Action.REMOVED, Action.CHANGED, Action.CHANGED);
    }

    @Test
    void undoBringsBackWhatWasAndIsAChangeItself() throws IOException {
        write("x.door.cfg", "# mine\nport = 1\n");
        restart();
        change("x.door", "port", "2");

        assertThat(editor.undo("max", "x.door", file("x.door").version(), 1)).isInstanceOf(Result.Changed.class);
        settings.look();

        assertThat(read("x.door.cfg")).isEqualTo("# mine\nport = 1\n");
        assertThat(inForce.get("x.door")).containsEntry("port", "1");
        assertThat(editor.history("x.door").getFirst().action()).isEqualTo(Action.UNDONE);
        assertThat(editor.history("x.door").getFirst().who()).contains("max");
        assertThat(editor.undo("max", "x.door", file("x.door").version(), 99)).isEqualTo(new Result.Unknown());
    }

    @Test
    void undoBringsBackAFileThatWasRemoved() throws IOException {
        change("x.gate~north", "port", "5");
        editor.remove("eva", "x.gate~north", file("x.gate~north").version());

        assertThat(editor.undo("eva", "x.gate~north", "", 1)).isInstanceOf(Result.Changed.class);

        assertThat(read("x.gate~north.cfg")).isEqualTo("port = 5\n");
        assertThat(editor.undo("eva", "x.gate~north", file("x.gate~north").version(), 2))
                .isInstanceOf(Result.Changed.class);
        assertThat(config.resolve("x.gate~north.cfg")).doesNotExist();
    }

    @Test
    void whatWouldNotBeRightAnyMoreIsNotBroughtBack() throws IOException {
        write("x.door.cfg", "port = many\n");
        restart();
        write("x.door.cfg", "port = 1\n");
        lookUntilAtRest();

        assertThat(refused(editor.undo("eva", "x.door", file("x.door").version(), 1)))
                .containsExactly("config/x.door.cfg:1: port is a whole number from 0 to 65535");
        assertThat(read("x.door.cfg")).isEqualTo("port = 1\n");
    }

    @Test
    void theHistoryIsBounded() throws IOException {
        for (int port = 1; port <= History.MOST_OF_ONE + 5; port++) {
            change("x.door", "port", Integer.toString(port));
        }

        assertThat(editor.history("x.door")).hasSize(History.MOST_OF_ONE);
        assertThat(editor.history("x.door").getFirst().number()).isEqualTo(History.MOST_OF_ONE + 5L);
    }

    @Test
    void aHistoryThatSomebodyWroteIntoIsReadAsFarAsItGoes() throws IOException {
        change("x.door", "port", "1");
        Path folder = home.resolve("data/settings-history");
        Files.writeString(folder.resolve("0000000002~x.door.cfg"), "nonsense");
        Files.writeString(folder.resolve("0000000003~x.door.cfg"), "yesterday CHANGED eva\nport = 1");
        Files.writeString(folder.resolve("notes.txt"), "nonsense");

        assertThat(editor.history("x.door")).extracting(Change::number).containsExactly(1L);
        change("x.door", "port", "2");
        assertThat(editor.history("x.door").getFirst().number()).isEqualTo(4);
    }
}

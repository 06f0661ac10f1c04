package org.ohmstead.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.database.derby.DerbyEngine;
import org.ohmstead.store.OpenStore;

class VerifyTest {

    @TempDir
    private Path directory;

    @Test
    void aSoundHomeIsSaidToBeSoundAndIsLeftAsItIs() throws Exception {
        Installation server = Installation.with(directory.resolve("home"), 3);
        Verify.Report report = new Verify(server.home(), new DerbyEngine(), (parts, of) -> {}).verify();

        assertThat(report.sound()).isTrue();
        assertThat(said(report, Verify.Report::table)).contains("ok     journal without a gap (5)", "position 1:5");
        assertThat(said(report, Verify.Report::json)).startsWith("{\"sound\":true,\"position\":\"1:5\"");
        assertThat(server.home().copy()).doesNotExist();
    }

    @Test
    void damageIsSaidInTheTableAndToScripts() throws Exception {
        Installation server = Installation.with(directory.resolve("home"), 3);
        try (OpenStore store = new OpenStore(server.home().path())) {
            store.service().writer().write(work -> work.execute(work.prepare("delete from journal where seq = 3")));
        }
        Verify.Report report = new Verify(server.home(), new DerbyEngine(), (parts, of) -> {}).verify();

        assertThat(report.sound()).isFalse();
        assertThat(said(report, Verify.Report::table))
                .contains("WRONG  journal without a gap", "After entry 2 comes 4.", "ohmstead restore");
        assertThat(said(report, Verify.Report::json)).contains("\"sound\":false", "After entry 2 comes 4.");
    }

    @Test
    void aJournalThatEndsBeforeWhereItHadComeIsDamage() throws Exception {
        Installation server = Installation.with(directory.resolve("home"), 3);
        Files.writeString(server.home().path().resolve("journal-mark"), "1:6\n");
        Verify.Report report = new Verify(server.home(), new DerbyEngine(), (parts, of) -> {}).verify();

        assertThat(report.sound()).isFalse();
        assertThat(said(report, Verify.Report::table))
                .contains("WRONG  journal as long as it was", "ends at journal position 1:5", "had come to 1:6");
    }

    @Test
    void aDatabaseThatCannotBeReadIsDamaged() throws Exception {
        Installation server = Installation.with(directory.resolve("home"), 3);
        server.damage("JOURNAL");

        assertThatExceptionOfType(Damaged.class)
                .isThrownBy(() -> new Verify(server.home(), new DerbyEngine(), (parts, of) -> {}).verify())
                .withMessageContaining("cannot be read");
    }

    /** Derby says first with which class loader it tried. */
    @Test
    void aDatabaseThatDoesNotOpenIsToldWithTheCause() throws Exception {
        Installation server = Installation.with(directory.resolve("home"), 3);
        Files.delete(server.home().data().resolve("derby/seg0/c10.dat"));

        assertThatExceptionOfType(Damaged.class)
                .isThrownBy(() -> new Verify(server.home(), new DerbyEngine(), (parts, of) -> {}).verify())
                .satisfies(damaged -> assertThat(damaged.getMessage())
                        .startsWith("the database cannot be read: ")
                        .doesNotContain("class loader", "see the next exception")
                        .doesNotEndWith("."));
    }

    @Test
    void aHomeThatCannotBeWrittenIsToldWithAWayOut() throws Exception {
        Installation server = Installation.with(directory.resolve("home"), 3);
        Trees.delete(server.home().run());
        Files.createFile(server.home().run());

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new Verify(server.home(), new DerbyEngine(), (parts, of) -> {}).verify())
                .withMessageStartingWith(server.home().run() + " ")
                .withMessageContaining("name the copy with --home");
    }

    @Test
    void aHomeWithoutADatabaseCannotBeVerified() throws Exception {
        Home home = new Home(Files.createDirectory(directory.resolve("empty")));

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new Verify(home, new DerbyEngine(), (parts, of) -> {}).verify())
                .withMessageContaining("no database");
    }

    private static String said(Verify.Report report, BiConsumer<Verify.Report, PrintStream> how) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        how.accept(report, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}

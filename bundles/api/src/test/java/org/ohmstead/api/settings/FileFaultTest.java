package org.ohmstead.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {

    @Test
    void aFileOfSomebodyElseIsToldWithItsOwnerAndItsRights(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("secret"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));

        assertThat(FileFault.words(new AccessDeniedException(file.toString())))
                .startsWith("belongs to " + Files.getOwner(file).getName() + " (r--r-----), and the server runs as ");
    }

    @Test
    void whereNobodyMayLookTheFolderIsToBlame(@TempDir Path folder) {
        assertThat(FileFault.words(
                        new AccessDeniedException(folder.resolve("a/b").toString())))
                .endsWith("as whom the server runs, may not go");
    }

    @Test
    void aFullDiskIsToldAsOneHoweverJavaTellsIt() {
        assertThat(FileFault.words(new IOException("No space left on device")))
                .isEqualTo("cannot be written: the disk is full");
        assertThat(FileFault.words(new FileSystemException("/a", null, "No space left on device")))
                .isEqualTo("cannot be written: the disk is full");
    }

    @Test
    void whatElseThereIsHasWords() {
        assertThat(FileFault.words(new NoSuchFileException("/a"))).isEqualTo("is not there");
        assertThat(FileFault.words(new MalformedInputException(1))).isEqualTo("is no text in UTF-8");
        assertThat(FileFault.words(new FileSystemException("/a", null, "Read-only file system")))
                .isEqualTo("cannot be used: Read-only file system");
        assertThat(FileFault.words(new FileSystemException("/a"))).isEqualTo("cannot be used: FileSystemException");
    }
}

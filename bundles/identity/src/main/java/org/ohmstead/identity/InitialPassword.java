package org.ohmstead.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administrator's first password on its way to the operator: a file that only the owner of the home may read. The launcher
 * shows it; it goes when it was used or replaced.
 */
final class InitialPassword {

    static final String FILE = "initial-admin-password";

    private static final Logger LOG = LoggerFactory.getLogger(InitialPassword.class);

    private final Path file;

    InitialPassword(Path secrets) {
        this.file = secrets.resolve(FILE);
    }

    void write(String password) {
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // Whole or not at all, and never readable by others for a moment.
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    FILE,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, (password + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The administrator's first password cannot be written to " + file, e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; please delete it by hand", file, e);
        }
    }
}

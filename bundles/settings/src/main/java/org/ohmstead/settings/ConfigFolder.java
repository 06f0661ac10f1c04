package org.ohmstead.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The {@code *.cfg} files of {@code config/}. */
record ConfigFolder(Path path) {

    /** By what a change of a file is noticed. */
    record Stamp(FileTime modified, long size) {

        /** For people who come back with it; not empty. */
        String version() {
            return modified.toInstant() + "/" + size;
        }
    }

    /** By name; empty if the folder changed while it was read, and another look sees the rest. */
    Optional<Map<String, Stamp>> stamps() throws IOException {
        Map<String, Stamp> stamps = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(CfgFile.SUFFIX)) {
                    stamp(name).ifPresent(stamp -> stamps.put(name, stamp));
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(stamps);
    }

    Optional<Stamp> stamp(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.isRegularFile(file)
                ? Optional.of(new Stamp(Files.getLastModifiedTime(file), Files.size(file)))
                : Optional.empty();
    }

    byte[] read(String name) throws IOException {
        return Files.readAllBytes(path.resolve(name));
    }

    /** At once or not at all. Who may read the file stays as it is, and where a link leads there it stays one. */
    Stamp write(String name, byte[] contents) throws IOException {
        Path file = path.resolve(name);
        Path real = Files.exists(file) ? file.toRealPath() : file;
        replace(real, contents);
        return stamp(name).orElseThrow(() -> new IOException("It is gone again"));
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(path.resolve(name));
    }

    static void replace(Path file, byte[] contents) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try {
            Files.write(fresh, contents);
            if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
                Files.setPosixFilePermissions(fresh, before);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}

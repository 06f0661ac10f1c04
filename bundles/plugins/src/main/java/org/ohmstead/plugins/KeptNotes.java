package org.ohmstead.plugins;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** Names and what is to be remembered of them, in a file that is written at once or not at all. */
record KeptNotes(Path file, Properties all) {

    KeptNotes(Path file) {
        this(file, new Properties());
    }

    /** @throws IOException also where the file is none of these; then nothing is remembered */
    void load() throws IOException {
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                all.load(reader);
            } catch (IllegalArgumentException e) {
                throw new IOException(e);
            }
        }
    }

    void save() throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            all.store(writer, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

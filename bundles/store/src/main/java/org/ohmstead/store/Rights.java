package org.ohmstead.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.ohmstead.api.settings.FileFault;

/** Whether we may use the files of a database: an engine that may not says that there is none, or that one is there already. */
final class Rights {

    private Rights() {}

    /** A sentence about the first file that we may not use; empty where we may use all. */
    static Optional<String> missing(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !(Files.isReadable(file) && Files.isWritable(file)))
                    .findFirst()
                    .map(file -> sentence(file, new AccessDeniedException(file.toString())));
        } catch (UncheckedIOException e) {
            return Optional.of(sentence(directory, e.getCause()));
        } catch (IOException e) {
            return Optional.of(sentence(directory, e));
        }
    }

    private static String sentence(Path file, IOException fault) {
        Path named = fault instanceof AccessDeniedException denied ? Path.of(denied.getFile()) : file;
        return "the database cannot be opened: " + named + " " + FileFault.words(fault);
    }
}

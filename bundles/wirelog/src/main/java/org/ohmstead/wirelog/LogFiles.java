package org.ohmstead.wirelog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the log: a folder a day, in it files named after the moment each was begun, all in UTC. Thread-safe. */
final class LogFiles {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd/HH-mm-ss.SSS");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern FILE = Pattern.compile("\\d\\d-\\d\\d-\\d\\d\\.\\d{3}\\.gz");
    private static final String SUFFIX = ".gz";

    private final Path folder;

    LogFiles(Path folder) {
        this.folder = folder;
    }

    /** A file of the log; {@code name} is unique, without a suffix, and sorts like the moments. */
    record LogFile(String name, Path path) {

        Instant begun() {
            return LocalDateTime.parse(name, NAME).toInstant(ZoneOffset.UTC);
        }

        /** No frame in it is younger. */
        Instant endOfDay() {
            return begun().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        }

        long size() {
            try {
                return Files.size(path);
            } catch (IOException e) {
                return 0; // pruned meanwhile
            }
        }
    }

    /** Bytes that may still be written on their disk. */
    long roomLeft() throws IOException {
        return Files.getFileStore(Files.exists(folder) ? folder : folder.getParent())
                .getUsableSpace();
    }

    /** Where a file begun at this moment lies; its folder is there afterwards. */
    Path begin(Instant now) throws IOException {
        Path file = folder.resolve(NAME.format(now.atOffset(ZoneOffset.UTC)) + SUFFIX);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** All of them, oldest first. */
    List<LogFile> all() {
        List<LogFile> found = new ArrayList<>();
        for (Path day : list(folder, DAY)) {
            for (Path file : list(day, FILE)) {
                String name = file.getFileName().toString();
                found.add(new LogFile(
                        day.getFileName() + "/" + name.substring(0, name.length() - SUFFIX.length()), file));
            }
        }
        return found;
    }

    /** Those that may have frames of this time: the one that was being written at its beginning, and later ones. */
    List<LogFile> between(Instant from, Instant to) {
        List<LogFile> all = all();
        int first = 0;
        while (first + 1 < all.size() && !all.get(first + 1).begun().isAfter(from)) {
            first++;
        }
        return all.stream()
                .skip(first)
                .takeWhile(file -> file.begun().isBefore(to))
                .toList();
    }

    /** Deletes what is too old, then the oldest until the rest is small enough; the newest stays for that, since it may be open. */
    void prune(Instant oldest, long mostBytes) throws IOException {
        List<LogFile> all = all();
        long bytes = all.stream().mapToLong(LogFile::size).sum();
        for (LogFile file : all) {
            boolean tooMuch = bytes > mostBytes && file != all.getLast();
            if (!tooMuch && !file.endOfDay().isBefore(oldest)) {
                return;
            }
            bytes -= file.size();
            delete(file.path());
        }
    }

    private static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Path day = file.getParent();
        if (list(day, Pattern.compile(".*")).isEmpty()) {
            Files.deleteIfExists(day);
        }
    }

    private static List<Path> list(Path folder, Pattern name) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            name.matcher(entry.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("The wire log in " + folder + " cannot be listed", e);
        }
    }

    /** Whether this could be the name of a file. */
    static Optional<String> name(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2
                        && DAY.matcher(parts[0]).matches()
                        && FILE.matcher(parts[1] + SUFFIX).matches()
                ? Optional.of(text)
                : Optional.empty();
    }
}

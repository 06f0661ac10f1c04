package org.ohmstead.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Settings.Action;

/**
 * What the files of {@code config/} were: a file for each change, whose first line says when, what and who, and whose rest is
 * the file after it, without secrets. Not thread-safe.
 */
final class History {

    /** Changes that are kept of one file, and of all together. */
    static final int MOST_OF_ONE = 50;

    static final int MOST = 1_000;

    private static final Pattern NAME = Pattern.compile("(\\d{10})~(.+)");

    /**
     * What a change left.
     *
     * @param text empty when the file was removed
     */
    record Past(long number, Instant at, Optional<String> who, Action action, String text) {}

    private record Kept(long number, String file, Path path) {}

    private final Path folder;

    History(Path folder) {
        this.folder = folder;
    }

    /** Oldest first. */
    List<Past> of(String file) throws IOException {
        List<Past> all = new ArrayList<>();
        for (Kept kept : kept()) {
            if (kept.file().equals(file)) {
                read(kept).ifPresent(all::add);
            }
        }
        return all;
    }

    Optional<Past> latest(String file) throws IOException {
        Optional<Kept> last =
                kept().stream().filter(kept -> kept.file().equals(file)).reduce((one, later) -> later);
        return last.isPresent() ? read(last.get()) : Optional.empty();
    }

    /** @param who empty for somebody who edited the file */
    void add(String file, Instant at, Optional<String> who, Action action, String text) throws IOException {
        Files.createDirectories(folder);
        List<Kept> all = kept();
        long number = all.isEmpty() ? 1 : all.getLast().number() + 1;
        Path fresh = Files.createTempFile(folder, "new", null);
        Files.writeString(fresh, at + " " + action + " " + who.orElse("") + "\n" + text);
        Files.move(fresh, folder.resolve("%010d~%s".formatted(number, file)), StandardCopyOption.ATOMIC_MOVE);
        forget(all, file);
    }

    private static void forget(List<Kept> before, String file) throws IOException {
        List<Kept> ofFile =
                before.stream().filter(kept -> kept.file().equals(file)).toList();
        for (Kept old : ofFile.subList(0, Math.max(0, ofFile.size() + 1 - MOST_OF_ONE))) {
            Files.deleteIfExists(old.path());
        }
        for (Kept old : before.subList(0, Math.max(0, before.size() + 1 - MOST))) {
            Files.deleteIfExists(old.path());
        }
    }

    private List<Kept> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Kept> all = new ArrayList<>();
            for (Path path : files.sorted().toList()) {
                Matcher name = NAME.matcher(path.getFileName().toString());
                if (name.matches()) {
                    all.add(new Kept(Long.parseLong(name.group(1)), name.group(2), path));
                }
            }
            return all;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Empty where a first line cannot be read: somebody else wrote there. */
    private static Optional<Past> read(Kept kept) throws IOException {
        String[] parts = Files.readString(kept.path(), StandardCharsets.UTF_8).split("\n", 2);
        String[] head = parts[0].split(" ", 3);
        Optional<Action> action = head.length < 3
                ? Optional.empty()
                : Arrays.stream(Action.values())
                        .filter(it -> it.name().equals(head[1]))
                        .findFirst();
        if (parts.length < 2 || action.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Past(
                    kept.number(),
                    Instant.parse(head[0]),
                    Optional.of(head[2]).filter(who -> !who.isEmpty()),
                    action.get(),
                    parts[1]));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

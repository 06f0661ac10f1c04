package org.ohmstead.maintenance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts what was restored in place of what was there, by renaming inside the home, which may be a mount point. A file there says
 * that this is under way, for the person who starts the server; it also says how to go on after an end at any moment.
 * First everything old goes aside, then the folder for it gets its final name, then the new comes.
 */
final class Swap {

    /** While it is there, {@code bin/ohmstead} starts no server and prints its first line instead. */
    static final String MARKER = "restore-unfinished";

    static final String NEW = "restore.partial";

    private static final List<String> OLD = List.of("data", "journal-mark", "config", "plugins", "cache");

    private final Path home;
    private final String aside;
    private final Rename rename;

    private Swap(Path home, String aside, Rename rename) {
        this.home = home;
        this.aside = aside;
        this.rename = rename;
    }

    /** A swap that began and did not end. */
    static Optional<Swap> unfinished(Path home, Rename rename) throws IOException {
        Path marker = home.resolve(MARKER);
        if (!Files.exists(marker)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(marker);
        return lines.size() < 2 ? Optional.empty() : Optional.of(new Swap(home, lines.get(1), rename));
    }

    /** Says in an empty home that nothing is there yet. */
    static void announce(Path home, String sentence) throws IOException {
        mark(home, sentence + "\n");
    }

    /**
     * From here on there is no way back but forward.
     *
     * @param aside name of the folder for what was there
     */
    static Swap begin(Path home, String aside, String sentence, Rename rename) throws IOException {
        mark(home, sentence + "\n" + aside + "\n");
        return new Swap(home, aside, rename);
    }

    private static void mark(Path home, String text) throws IOException {
        Path draft = home.resolve(MARKER + ".draft");
        Files.writeString(draft, text);
        Trees.force(draft);
        Files.move(draft, home.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
        force(home);
    }

    /** Does what is left to do; the folder with what was there before, if there was something. */
    Optional<Path> finish() throws IOException {
        Path old = home.resolve(aside);
        Path restored = home.resolve(NEW);
        if (!Files.exists(old)) {
            Path draft = Files.createDirectories(home.resolve(aside + ".partial"));
            Set<String> names = new TreeSet<>(OLD);
            names.addAll(names(restored));
            for (String name : names) {
                if (Files.exists(home.resolve(name))) {
                    rename.rename(home.resolve(name), draft.resolve(name));
                }
            }
            // Where root restores: what is put aside stays that of the server's user, who may look into it and delete
            // it.
            try (SecureDirectoryStream<Path> above = Trees.open(home)) {
                Trees.give(above, draft.getFileName(), Files.readAttributes(home, PosixFileAttributes.class));
            }
            force(draft);
            rename.rename(draft, old);
            force(home);
        }
        for (String name : names(restored)) {
            rename.rename(restored.resolve(name), home.resolve(name));
        }
        force(home);
        Trees.delete(restored);
        boolean nothing = names(old).isEmpty();
        Files.deleteIfExists(home.resolve(MARKER));
        force(home);
        if (nothing) {
            Files.delete(old);
            return Optional.empty();
        }
        return Optional.of(old);
    }

    private static Set<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return Set.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    /** Renames in one step, inside one file system. */
    @FunctionalInterface
    interface Rename {

        Rename ATOMIC = (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);

        void rename(Path from, Path to) throws IOException;
    }
}

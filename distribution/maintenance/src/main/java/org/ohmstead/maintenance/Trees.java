package org.ohmstead.maintenance;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all they hold. */
final class Trees {

    private Trees() {}

    /** The files below, sorted; none if there is no such directory. What goes while it is looked for was not there. */
    static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (Files.isRegularFile(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        files.sort(null);
        return files;
    }

    static long size(Path directory) throws IOException {
        long size = 0;
        for (Path file : files(directory)) {
            size += Files.size(file);
        }
        return size;
    }

    /** Copies files with their directories, also the empty ones: a database may insist on them. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> below = Files.walk(from)) {
            for (Path each : (Iterable<Path>) below::iterator) {
                Path copy = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy);
                }
            }
        }
    }

    /** Deletes it if it is there. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Puts all of it on disk. */
    static void force(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path each : (Iterable<Path>) below::iterator) {
                try (FileChannel open = FileChannel.open(each, StandardOpenOption.READ)) {
                    open.force(true);
                }
            }
        }
    }

    /**
     * Gives it to the owner of another file: root may restore what the server's user shall read. Nothing that is a link is
     * followed or given, whoever puts one there meanwhile: root would give away what the link leads to.
     */
    static void giveTo(Path owned, Path directory) throws IOException {
        PosixFileAttributes owner = Files.readAttributes(owned, PosixFileAttributes.class);
        try (SecureDirectoryStream<Path> above = open(directory.toAbsolutePath().getParent());
                SecureDirectoryStream<Path> below = above.newDirectoryStream(directory.getFileName(), NOFOLLOW_LINKS)) {
            giveBelow(below, owner);
            give(above, directory.getFileName(), owner);
        }
    }

    /** What is held open cannot be replaced by a link to elsewhere. */
    static SecureDirectoryStream<Path> open(Path directory) throws IOException {
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(directory);
    }

    private static void giveBelow(SecureDirectoryStream<Path> directory, PosixFileAttributes owner) throws IOException {
        for (Path each : directory) {
            Path name = each.getFileName();
            BasicFileAttributes attributes = directory
                    .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                    .readAttributes();
            if (attributes.isDirectory()) {
                try (SecureDirectoryStream<Path> below = directory.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                    giveBelow(below, owner);
                }
            }
            if (!attributes.isSymbolicLink()) {
                give(directory, name, owner);
            }
        }
    }

    /** Gives one file or directory, which must not be a link. */
    static void give(SecureDirectoryStream<Path> directory, Path name, PosixFileAttributes owner) throws IOException {
        PosixFileAttributeView view =
                directory.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS);
        if (!view.getOwner().equals(owner.owner())) {
            view.setOwner(owner.owner());
            view.setGroup(owner.group());
        }
    }
}

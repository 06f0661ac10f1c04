package org.ohmstead.maintenance;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Directories with all they hold. */
final class Trees {

    private static final Set<OpenOption> TO_READ = Set.of(READ, NOFOLLOW_LINKS);
    private static final Set<OpenOption> TO_MAKE = Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS);

    private Trees() {}

    /** Takes a file by its name below the directory that is read; the content is closed for it. */
    @FunctionalInterface
    interface Reader {
        void read(Path name, InputStream content) throws IOException;
    }

    /**
     * Reads the files below, sorted; none if there is no such directory. What goes while it is looked for was not there. No link
     * is followed, whoever puts one there meanwhile: root would copy for the server's user what only root may read.
     *
     * @return the links, which were not read, such as the directory itself
     */
    static List<Path> read(Path directory, Reader reader) throws IOException {
        List<Path> links = new ArrayList<>();
        if (Files.isDirectory(directory.getParent())) {
            try (SecureDirectoryStream<Path> above =
                    open(directory.toAbsolutePath().getParent())) {
                read(above, directory.getFileName(), Path.of(""), reader, links);
            }
        }
        return links.stream().map(directory::resolve).toList();
    }

    private static void read(SecureDirectoryStream<Path> in, Path name, Path path, Reader reader, List<Path> links)
            throws IOException {
        try {
            BasicFileAttributes attributes = attributes(in, name);
            if (attributes.isSymbolicLink()) {
                links.add(path);
            } else if (attributes.isDirectory()) {
                try (SecureDirectoryStream<Path> below = in.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                    for (Path each : names(below)) {
                        read(below, each, path.resolve(each), reader, links);
                    }
                }
            } else if (attributes.isRegularFile()) {
                try (InputStream content = Channels.newInputStream(in.newByteChannel(name, TO_READ))) {
                    reader.read(path, content);
                }
            }
        } catch (NoSuchFileException gone) {
            // As if we had come a moment later.
        }
    }

    private static List<Path> names(SecureDirectoryStream<Path> directory) {
        List<Path> names = new ArrayList<>();
        directory.forEach(each -> names.add(each.getFileName()));
        names.sort(null);
        return names;
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes();
    }

    static long size(Path directory) throws IOException {
        long[] size = new long[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                size[0] += attributes.size();
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
        return size[0];
    }

    /**
     * Copies files with their directories, also the empty ones: a database may insist on them.
     *
     * @throws IOException also where there is a link, there or meanwhile on the way to the copy
     */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (SecureDirectoryStream<Path> fromAbove = open(from.toAbsolutePath().getParent());
                SecureDirectoryStream<Path> source = fromAbove.newDirectoryStream(from.getFileName(), NOFOLLOW_LINKS);
                SecureDirectoryStream<Path> toAbove = open(to.toAbsolutePath().getParent());
                SecureDirectoryStream<Path> target = toAbove.newDirectoryStream(to.getFileName(), NOFOLLOW_LINKS)) {
            copyBelow(source, target, to);
        }
    }

    private static void copyBelow(SecureDirectoryStream<Path> from, SecureDirectoryStream<Path> to, Path path)
            throws IOException {
        for (Path name : names(from)) {
            if (attributes(from, name).isDirectory()) {
                // There is no other way to make one; only what is really there is written into.
                Files.createDirectory(path.resolve(name));
                try (SecureDirectoryStream<Path> source = from.newDirectoryStream(name, NOFOLLOW_LINKS);
                        SecureDirectoryStream<Path> target = to.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                    copyBelow(source, target, path.resolve(name));
                }
            } else {
                try (InputStream in = Channels.newInputStream(from.newByteChannel(name, TO_READ));
                        OutputStream out = Channels.newOutputStream(to.newByteChannel(name, TO_MAKE))) {
                    in.transferTo(out);
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
                try (FileChannel open = FileChannel.open(each, READ)) {
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
            BasicFileAttributes attributes = attributes(directory, name);
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

package org.ohmstead.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars in {@code plugins/} of a home, which its server watches. */
record PluginJars(Path home) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final String SUFFIX = ".jar";

    /** The symbolic name of the bundle in this file. */
    static String nameOf(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return nameIn(jar.getManifest())
                    .orElseThrow(() -> new Failed(
                            Exit.WRONG_USAGE, file + " is no plugin: its manifest has no Bundle-SymbolicName."));
        } catch (NoSuchFileException e) {
            throw new Failed(Exit.WRONG_USAGE, "there is no file " + file + ".", e);
        } catch (IOException e) {
            throw new Failed(Exit.WRONG_USAGE, file + " is no jar that can be read: " + e.getMessage() + ".", e);
        }
    }

    private static Optional<String> nameIn(Manifest manifest) {
        return Optional.ofNullable(manifest)
                .map(Manifest::getMainAttributes)
                // Without it the framework takes the jar for a bundle of long ago and does not look at its name.
                .filter(headers -> "2".equals(headers.getValue("Bundle-ManifestVersion")))
                .map(headers -> headers.getValue(new Attributes.Name("Bundle-SymbolicName")))
                .map(header -> header.split(";", 2)[0].strip())
                .filter(name -> NAME.matcher(name).matches());
    }

    /** The jar of the plugin of that name, whatever the jar is called; refused where which one runs is anybody's guess. */
    Optional<Path> find(String name) {
        List<Path> found = jars().stream().filter(jar -> isNamed(jar, name)).toList();
        if (found.size() > 1) {
            String files =
                    found.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.joining(" and "));
            throw new Failed(
                    Exit.FAILED, files + " in " + folder() + " each hold " + name + "; delete all but one of them.");
        }
        return found.stream().findFirst();
    }

    private List<Path> jars() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static boolean isNamed(Path jar, String name) {
        try {
            return nameOf(jar).equals(name);
        } catch (Failed e) {
            // Somebody else's file; the server complains of it.
            return false;
        }
    }

    /** Puts a copy there, in place of the one of that name: at once, so that nobody ever sees half a jar. */
    void put(String name, Path file) {
        try {
            Files.createDirectories(folder());
            giveToTheServer(folder());
            Path fresh = Files.createTempFile(folder(), name, ".new");
            try {
                Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
                giveToTheServer(fresh);
                try (FileChannel copy = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    copy.force(true);
                }
                Path place = find(name).orElseGet(() -> folder().resolve(name + SUFFIX));
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    void remove(Path jar) {
        try {
            Files.delete(jar);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Root may install what the server's user shall read. */
    private void giveToTheServer(Path path) throws IOException {
        PosixFileAttributes owner = Files.readAttributes(home, PosixFileAttributes.class);
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!view.getOwner().equals(owner.owner())) {
            view.setOwner(owner.owner());
            view.setGroup(owner.group());
        }
    }

    private Path folder() {
        return home.resolve("plugins");
    }

    private Failed unreachable(IOException cause) {
        return new Failed(Exit.FAILED, folder() + " cannot be read or written: " + cause.getMessage() + ".", cause);
    }
}

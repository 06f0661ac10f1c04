package org.ohmstead.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /** As the OSGi framework reads it (OSGi Core 8, 3.2.5). */
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}(\\.\\d{1,9}(\\.[A-Za-z0-9_-]+)?)?)?");

    private static final String SUFFIX = ".jar";

    /** The symbolic name of the bundle in this file, where a server would take it. */
    static String nameOf(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String name = nameIn(manifest)
                    .orElseThrow(() -> new Failed(
                            Exit.WRONG_USAGE, file + " is no plugin: its manifest has no Bundle-SymbolicName."));
            refuseWhatNoServerTakes(file, manifest.getMainAttributes());
            return name;
        } catch (NoSuchFileException e) {
            throw new Failed(Exit.WRONG_USAGE, "there is no file " + file + ".", e);
        } catch (IOException e) {
            throw new Failed(Exit.WRONG_USAGE, file + " is no jar that can be read: " + e.getMessage() + ".", e);
        }
    }

    private static void refuseWhatNoServerTakes(Path file, Attributes headers) {
        String version = headers.getValue("Bundle-Version");
        if (version != null
                && !version.isBlank()
                && !VERSION.matcher(version.strip()).matches()) {
            throw new Failed(
                    Exit.WRONG_USAGE,
                    file + " is no plugin: its Bundle-Version \"" + version + "\" is no version such as 1.2.0.");
        }
        String host = headers.getValue("Fragment-Host");
        if (host != null) {
            throw new Failed(
                    Exit.WRONG_USAGE,
                    file + " is no plugin: it is a fragment, which would become part of " + host + ".");
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

    static byte[] read(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new Failed(Exit.WRONG_USAGE, jar + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Puts it there, in place of the one of that name: at once, so that nobody ever sees half a jar. */
    void put(String name, byte[] jar) {
        refuseStrangers();
        try {
            Files.createDirectories(folder());
            Path fresh = Files.createTempFile(folder(), name, ".new");
            try {
                try (FileChannel copy = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                    for (ByteBuffer left = ByteBuffer.wrap(jar); left.hasRemaining(); ) {
                        copy.write(left);
                    }
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
        refuseStrangers();
        try {
            Files.delete(jar);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Only the owner of a home changes it. Root would follow whatever link the server's user put in its way, and leave a file of
     * his where root runs programs from.
     */
    private void refuseStrangers() {
        try {
            String owner = Files.getOwner(home).getName();
            if (!owner.equals(System.getProperty("user.name"))) {
                throw new Failed(
                        Exit.FAILED,
                        home + " is the home of " + owner + ", who alone changes its plugins: sudo -u " + owner
                                + " ohmstead plugin ...");
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Path folder() {
        return home.resolve("plugins");
    }

    private Failed unreachable(IOException cause) {
        return new Failed(Exit.FAILED, folder() + " cannot be read or written: " + cause.getMessage() + ".", cause);
    }
}

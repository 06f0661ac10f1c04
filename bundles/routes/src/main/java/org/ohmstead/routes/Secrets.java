package org.ohmstead.routes;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.PropertiesFunction;
import org.ohmstead.api.settings.FileFault;

/**
 * What routes may know and nobody may read: {@code {{secret:name}}} in a route file is what the file {@code secrets/name} in
 * the home directory holds. What was handed out is blotted out of every sentence about routes.
 */
final class Secrets implements PropertiesFunction {

    private static final String BLOT = "***";
    /** What is shorter stands in half of all sentences and keeps nobody out. */
    private static final int SHORTEST = 4;

    private final Path directory;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Secrets(Path directory) {
        this.directory = directory;
    }

    @Override
    public String getName() {
        return "secret";
    }

    /** Read anew at each call, so that a replaced secret counts from the next start of a route, or of a message on. */
    @Override
    public String apply(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("A secret's name has letters, digits, dots and dashes: " + name);
        }
        try {
            String secret = Files.readString(directory.resolve(name)).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("The secret " + name + " is empty: write it into secrets/" + name);
            }
            if (secret.length() >= SHORTEST) {
                known.add(secret);
                known.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            }
            return secret;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no secret " + name + ": write it into secrets/" + name);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The secret " + name + " cannot be read: secrets/" + name + " " + FileFault.words(e));
        }
    }

    boolean isUseless(String name) {
        try {
            apply(name);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** By its name what changes when one comes, goes, is written or is given to somebody else. */
    Map<String, Object> stamps() {
        Map<String, Object> stamps = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                stamps.put(file.getFileName().toString(), stamp(file));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return stamps; // there is no folder, and no secret
        }
        return stamps;
    }

    private static Object stamp(Path file) {
        try {
            return Files.getAttribute(file, "unix:ctime");
        } catch (IOException e) {
            return "gone, or a link that leads nowhere";
        }
    }

    String blotted(String sentence) {
        String blotted = sentence;
        for (String secret : known) {
            blotted = blotted.replace(secret, BLOT);
        }
        return blotted;
    }
}

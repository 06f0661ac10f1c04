package org.ohmstead.routes;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.PropertiesFunction;

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
            throw new IllegalArgumentException("The file secrets/" + name + " cannot be read", e);
        }
    }

    /** When one came or went last, as far as the file system tells. */
    Optional<FileTime> changed() {
        try {
            return Optional.of(Files.getLastModifiedTime(directory));
        } catch (IOException e) {
            return Optional.empty();
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

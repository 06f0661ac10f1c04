package org.ohmstead.settings;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files that {@code $[secret:name]} is filled in from. Only whether they are there is asked here, never what is in them. */
record Secrets(Path folder) {

    /** As the interpolation finds it, which takes no name that leads out of the folder. */
    boolean has(String name) {
        return !name.isEmpty()
                && !name.contains("..")
                && !name.startsWith("/")
                && name.indexOf('\0') < 0
                && Files.isRegularFile(folder.resolve(name))
                && Files.isReadable(folder.resolve(name));
    }

    /** By its name what changes when one comes, goes, is written or is given to somebody else. */
    Map<String, Object> stamps() {
        Map<String, Object> stamps = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
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
}

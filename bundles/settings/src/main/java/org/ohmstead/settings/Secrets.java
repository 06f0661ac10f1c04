package org.ohmstead.settings;

import java.nio.file.Files;
import java.nio.file.Path;

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
}

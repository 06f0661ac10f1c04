package org.ohmstead.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files in {@code plugins/}, and what is wrong with those that cannot be looked at. */
final class JarFiles {

    private static final Logger LOG = LoggerFactory.getLogger(JarFiles.class);
    private static final String SUFFIX = ".jar";

    private final Path folder;

    private final Map<String, String> unseen = new ConcurrentSkipListMap<>();

    JarFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * By file name by what a change of it is noticed: when it came here, whenever it was made, its size and what it is a link to.
     *
     * @param missed whether it matters that there is no folder
     * @return empty where the folder cannot be read, which says nothing about the jars
     */
    Optional<Map<String, String>> look(boolean missed) {
        Map<String, String> stamps = new TreeMap<>();
        Map<String, String> trouble = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(SUFFIX)).toList()) {
                stamp(file, trouble)
                        .ifPresent(it -> stamps.put(file.getFileName().toString(), it));
            }
            return Optional.of(stamps);
        } catch (IOException | UncheckedIOException e) {
            if (missed) {
                trouble.put("", "cannot be read, its plugins are left as they are: " + e.getMessage());
            }
            return Optional.empty();
        } finally {
            tell(trouble);
        }
    }

    /** @return empty where the file went just now, or is a link to nowhere: what it leads to may come back */
    private Optional<String> stamp(Path file, Map<String, String> trouble) {
        try {
            Path leadsTo = folder.toRealPath().relativize(file.toRealPath());
            return Optional.of(Files.getAttribute(file, "unix:ctime") + " " + Files.size(file) + " " + leadsTo);
        } catch (IOException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                trouble.put(
                        file.getFileName().toString(),
                        Files.isSymbolicLink(file)
                                ? "is a link that leads nowhere, its plugin is left as it is"
                                : "cannot be read, its plugin is left as it is: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void tell(Map<String, String> trouble) {
        trouble.forEach((name, sentence) -> {
            if (!sentence.equals(unseen.put(name, sentence))) {
                LOG.warn("plugins/{} {}", name, sentence);
            }
        });
        unseen.keySet().retainAll(trouble.keySet());
    }

    /** What lies there and could not be looked at, by file name; under "" the folder itself. Asked by any thread. */
    Map<String, String> unseen() {
        return unseen;
    }
}

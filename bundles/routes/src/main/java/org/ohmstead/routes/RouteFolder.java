package org.ohmstead.routes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files of one folder: {@code *.yaml} run, anything else does not. A file that is added, changed or removed takes
 * effect at the next {@link #scan}; one that does not start is reported, and what ran before it was changed is gone.
 */
final class RouteFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);

    /** What {@code bundles/camel} brings, and ours. */
    static final List<String> COMPONENTS =
            List.of("bean", "class", "direct", "file", "log", "ohmstead", "seda", "timer");

    private final Path directory;
    private final CamelContext camel;
    private final Map<Path, Stamp> seen = new HashMap<>();
    private final Map<Path, RunningRoutes> running = new HashMap<>();
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();

    private record Stamp(FileTime modified, long size) {}

    RouteFolder(Path directory, CamelContext camel) {
        this.directory = directory;
        this.camel = camel;
    }

    /** File name to sentence, for files that do not run. */
    Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    /** Takes over what changed since the last scan. Called by one thread at a time. */
    void scan() {
        Map<Path, Stamp> now = stamps();
        seen.keySet().stream().filter(file -> !now.containsKey(file)).toList().forEach(this::removed);
        now.forEach((file, stamp) -> {
            if (!stamp.equals(seen.put(file, stamp))) {
                changed(file);
            }
        });
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.yaml")) {
            for (Path file : files) {
                stamps.put(file, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
            }
        } catch (NoSuchFileException gone) {
            return stamps;
        } catch (IOException e) {
            LOG.warn("Cannot read {}: {}", directory, e.toString());
            return new HashMap<>(seen);
        }
        return stamps;
    }

    private void changed(Path file) {
        String name = file.getFileName().toString();
        stop(file);
        try {
            Resource resource = ResourceHelper.fromString(name, Files.readString(file));
            Set<String> ids = PluginHelper.getRoutesLoader(camel).updateRoutes(resource);
            running.put(file, new RunningRoutes(camel, ids));
            failures.remove(name);
            LOG.info("Routes of {} run: {}", name, ids);
        } catch (Exception e) {
            failures.put(name, sentence(e));
            LOG.warn("Routes of {} do not run: {}", name, sentence(e));
        }
    }

    private void removed(Path file) {
        String name = file.getFileName().toString();
        stop(file);
        seen.remove(file);
        failures.remove(name);
        LOG.info("Routes of {} were removed", name);
    }

    private void stop(Path file) {
        RunningRoutes routes = running.remove(file);
        if (routes != null) {
            routes.stop();
        }
    }

    private static String sentence(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof NoSuchEndpointException missing) {
            return "There is no component for " + missing.getUri() + "; there are " + String.join(", ", COMPONENTS);
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}

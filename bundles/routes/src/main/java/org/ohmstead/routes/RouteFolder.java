package org.ohmstead.routes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.ohmstead.api.csms.Routes.Mistake;
import org.ohmstead.api.csms.Routes.State;
import org.ohmstead.routes.ReadRoutes.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files of one folder: {@code *.yaml} run, anything else does not. A file that is added, changed or removed takes
 * effect at the next {@link #scan}; one that does not start is reported, and what ran before it was changed is gone.
 */
final class RouteFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);
    private static final String ON = ".yaml";

    private final Path directory;
    private final CamelContext camel;
    private final Complaints complaints;
    private final Supplier<? extends Collection<String>> components;
    private final Map<Path, Stamp> seen = new TreeMap<>();
    private final Map<String, Standing> standings = new ConcurrentSkipListMap<>();

    private record Stamp(FileTime modified, long size) {}

    /**
     * How a file is.
     *
     * @param text what it said when it was read
     * @param running empty unless it runs
     */
    record Standing(State state, RouteText text, Optional<RunningRoutes> running, Optional<Mistake> mistake) {

        static final Standing OFF = new Standing(State.OFF, RouteText.NONE, Optional.empty(), Optional.empty());
    }

    /** @param components the names of those that exist */
    RouteFolder(
            Path directory,
            CamelContext camel,
            Complaints complaints,
            Supplier<? extends Collection<String>> components) {
        this.directory = directory;
        this.camel = camel;
        this.complaints = complaints;
        this.components = components;
    }

    /** Every file by its name. Any thread. */
    Map<String, Standing> files() {
        return new TreeMap<>(standings);
    }

    /** Takes over what changed since the last scan. Called by one thread at a time, as is {@link #retry}. */
    void scan() {
        Map<Path, Stamp> now = stamps();
        Set<Path> gone = new HashSet<>(seen.keySet());
        gone.removeAll(now.keySet());
        gone.forEach(this::removed);
        Set<Path> changed = new TreeSet<>();
        now.forEach((file, stamp) -> {
            if (!stamp.equals(seen.put(file, stamp))) {
                changed.add(file);
            }
        });
        changed.forEach(this::changed);
        int moved = gone.size() + changed.size();
        if (moved > 0) {
            // What was in the way of a file may be gone; it was not itself in its way.
            failed().filter(file -> moved > 1 || !changed.contains(file)).forEach(this::changed);
        }
    }

    /**
     * Secrets came, went or were written: files that failed are started anew, and so are those that name one that is of no use
     * now, which then says why at once and not with the next message.
     */
    void secretsChanged(Set<String> useless) {
        for (Path file : seen.keySet()) {
            RouteText text = standings.get(name(file)).text();
            if (useless.stream()
                    .anyMatch(secret ->
                            text.line(Optional.empty(), List.of(secret)).isPresent())) {
                stop(file);
            }
        }
        failed().forEach(this::changed);
    }

    /** Components came or went: files that failed or name one of them are started anew. */
    void retry(Set<String> changedComponents) {
        for (Path file : seen.keySet()) {
            Standing standing = standings.get(name(file));
            if (changedComponents.stream()
                    .anyMatch(component -> standing.text().text().contains(component + ":"))) {
                stop(file);
            }
        }
        for (String component : changedComponents) {
            camel.removeComponent(component);
        }
        failed().forEach(this::changed);
    }

    private Stream<Path> failed() {
        return List.copyOf(seen.keySet()).stream().filter(file -> {
            Standing standing = standings.get(name(file));
            return standing.state() != State.OFF && standing.running().isEmpty();
        });
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ON + "*")) {
            for (Path file : files) {
                stamp(file).ifPresent(stamp -> stamps.put(file, stamp));
            }
        } catch (NoSuchFileException gone) {
            return stamps;
        } catch (IOException e) {
            LOG.warn("Cannot read {}: {}", directory, e.toString());
            return new TreeMap<>(seen);
        }
        return stamps;
    }

    /** Empty for one that vanished since it was listed, as an editor's own files do. */
    private static Optional<Stamp> stamp(Path file) throws IOException {
        try {
            return Optional.of(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private void changed(Path file) {
        String name = name(file);
        stop(file);
        if (!name.endsWith(ON)) {
            standings.put(name, Standing.OFF);
            return;
        }
        RouteText text = RouteText.NONE;
        Optional<ReadRoutes> read = Optional.empty();
        try {
            text = RouteText.of(file);
            text.refuseWhatIsNoList();
            var routes = new ReadRoutes(camel, name, text);
            read = Optional.of(routes);
            refuseNamesakes(routes);
            routes.refuseKeysThatNoEntryHas();
            RunningRoutes running = routes.start();
            standings.put(name, new Standing(State.RUNNING, text, Optional.of(running), Optional.empty()));
            LOG.info("Routes of {} run: {}", name, running.ids());
        } catch (RouteFileMistake e) {
            failed(name, text, e.mistake());
        } catch (Exception | LinkageError e) {
            Optional<Span> there = read.flatMap(routes -> routes.place(e));
            failed(name, text, complaints.mistake(e, text, there, components.get()));
        }
    }

    private void failed(String name, RouteText text, Mistake mistake) {
        Standing before = standings.put(name, new Standing(State.FAILED, text, Optional.empty(), Optional.of(mistake)));
        if (before == null || !before.mistake().equals(Optional.of(mistake))) {
            LOG.warn("Routes of {} do not run: {}", name, mistake);
        }
    }

    /** Camel would let the one take the place of the other without a word. */
    private void refuseNamesakes(ReadRoutes routes) throws RouteFileMistake {
        Optional<RouteDefinition> second = routes.namesake();
        if (second.isPresent()) {
            String id = second.get().getId();
            String where = standings.entrySet().stream()
                    .filter(file -> file.getValue()
                            .running()
                            .filter(running -> running.ids().contains(id))
                            .isPresent())
                    .map(file -> " in " + file.getKey())
                    .findFirst()
                    .orElse("");
            throw new RouteFileMistake(
                    second.get().getLineNumber(),
                    "There is a route with the id " + id + " already" + where + "; give this one another");
        }
    }

    private void removed(Path file) {
        stop(file);
        seen.remove(file);
        standings.remove(name(file));
        LOG.info("{} was removed", name(file));
    }

    private void stop(Path file) {
        Standing standing = standings.get(name(file));
        if (standing != null && standing.running().isPresent()) {
            standing.running().get().stop();
            standings.put(
                    name(file), new Standing(standing.state(), standing.text(), Optional.empty(), standing.mistake()));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}

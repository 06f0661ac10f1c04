package org.ohmstead.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.SettingsCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files of {@code config/} into force, each only after it was checked. A copy of what is in force is kept, so that a
 * file with a mistake changes nothing, not even over a restart, until it is mended.
 */
final class SettingsService implements SettingsCheck, HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsService.class);

    /** Where configuration comes into force. */
    interface Target {

        void update(CfgFile file) throws IOException;

        void delete(CfgFile file) throws IOException;
    }

    /** By what a change of a file is noticed. */
    private record Stamp(FileTime modified, long size) {}

    private final Path folder;
    private final Path inForce;
    private final Target target;
    private final Supplier<Map<String, Map<String, Attribute>>> metadata;

    private final Map<String, Stamp> seen = new HashMap<>();
    private final Map<String, Stamp> applied = new HashMap<>();
    private final Map<String, CfgFile> active = new TreeMap<>();
    private final Map<String, List<Problem>> problems = new ConcurrentSkipListMap<>();

    /**
     * @param inForce the folder of the copies
     * @param metadata keys by PID, asked only when a file changed
     */
    SettingsService(Path folder, Path inForce, Target target, Supplier<Map<String, Map<String, Attribute>>> metadata) {
        this.folder = folder;
        this.inForce = inForce;
        this.target = target;
        this.metadata = metadata;
    }

    /** The first look: everything that is there, at once. */
    void start() {
        try {
            Files.createDirectories(inForce);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + inForce + " cannot be made", e);
        }
        stamps().forEach((name, stamp) -> {
            applied.put(name, stamp);
            // What was in force at the end is not checked now: a start without changes reads no metadata.
            apply(name, true);
        });
    }

    /** Looks for files that came, changed or went. A file that is still being written is left alone until it rests. */
    void look() {
        Map<String, Stamp> now = stamps();
        now.forEach((name, stamp) -> {
            boolean atRest = stamp.equals(seen.put(name, stamp));
            if (atRest && !stamp.equals(applied.get(name))) {
                applied.put(name, stamp);
                apply(name, false);
            }
        });
        seen.keySet().retainAll(now.keySet());
        applied.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .toList()
                .forEach(this::remove);
    }

    /** Bundles came or went: what was wrong may be right now, and the other way round. */
    void checkAgain() {
        List.copyOf(applied.keySet()).forEach(name -> apply(name, false));
    }

    private Map<String, Stamp> stamps() {
        Map<String, Stamp> stamps = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(CfgFile.SUFFIX) && Files.isRegularFile(file)) {
                    stamps.put(name, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
                }
            }
        } catch (NoSuchFileException e) {
            // Gone while we looked: the next look sees the rest.
            return new TreeMap<>(applied);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
        }
        return stamps;
    }

    private void apply(String name, boolean trustCopy) {
        try {
            byte[] contents = Files.readAllBytes(folder.resolve(name));
            Path copy = inForce.resolve(name);
            boolean kept = Files.exists(copy) && Arrays.equals(contents, Files.readAllBytes(copy));
            List<Problem> found = kept && trustCopy ? List.of() : check(name, contents);
            note(name, found);
            if (found.isEmpty()) {
                put(CfgFile.parse(name, contents));
                if (!kept) {
                    keep(copy, contents);
                }
            } else if (!active.containsKey(name) && Files.exists(copy)) {
                put(CfgFile.parse(name, Files.readAllBytes(copy)));
            }
        } catch (IOException e) {
            note(name, List.of(new Problem(name, "", "cannot be read: " + e.getMessage())));
        }
    }

    private List<Problem> check(String name, byte[] contents) {
        CfgFile file;
        try {
            file = CfgFile.parse(name, contents);
        } catch (IOException e) {
            return List.of(new Problem(name, "", e.getMessage()));
        }
        return Optional.ofNullable(metadata.get().get(file.pid()))
                .map(file::problems)
                .orElseGet(() -> List.of(new Problem(
                        name, "", "is read by nobody: perhaps its name is wrong, or its plugin is not there")));
    }

    private void put(CfgFile file) throws IOException {
        CfgFile before = active.put(file.name(), file);
        if (!file.equals(before)) {
            target.update(file);
            if (before != null) {
                LOG.info("Settings changed: {}", file.name());
            }
        }
    }

    private static void keep(Path copy, byte[] contents) throws IOException {
        Path fresh = Files.createTempFile(copy.getParent(), copy.getFileName().toString(), ".new");
        Files.write(fresh, contents);
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void note(String name, List<Problem> found) {
        List<Problem> before = found.isEmpty() ? problems.remove(name) : problems.put(name, found);
        if (!found.isEmpty() && !found.equals(before)) {
            sentences(found).forEach(LOG::warn);
        }
    }

    private void remove(String name) {
        applied.remove(name);
        problems.remove(name);
        try {
            Files.deleteIfExists(inForce.resolve(name));
            CfgFile gone = active.remove(name);
            if (gone != null) {
                target.delete(gone);
                LOG.info("Settings removed: {}", name);
            }
        } catch (IOException e) {
            LOG.warn("{} is gone, but its settings cannot be taken back", name, e);
        }
    }

    /** What is wrong, for people. */
    List<String> sentences() {
        return sentences(problems());
    }

    private static List<String> sentences(List<Problem> problems) {
        return problems.stream()
                .map(it -> where(it) + ". What was in force stays in force.")
                .toList();
    }

    private static String where(Problem problem) {
        return "config/" + problem.file() + (problem.key().isEmpty() ? " " : ": " + problem.key() + " ")
                + problem.message();
    }

    @Override
    public List<Problem> problems() {
        return problems.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Health check() {
        List<Problem> all = problems();
        if (all.isEmpty()) {
            return Health.ok("Every file in config/ is in force");
        }
        return new Health(
                Status.WARN,
                where(all.getFirst()) + (all.size() > 1 ? ", and " + (all.size() - 1) + " more" : ""),
                "Mend the file; until then what was in force before stays in force");
    }
}

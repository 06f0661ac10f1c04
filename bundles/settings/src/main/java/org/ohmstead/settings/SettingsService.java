package org.ohmstead.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Settings.Action;
import org.ohmstead.api.csms.Settings.Result;
import org.ohmstead.api.csms.SettingsCheck;
import org.ohmstead.api.model.StoreUnavailable;
import org.ohmstead.api.settings.FileFault;
import org.ohmstead.settings.ConfigFolder.Stamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files of {@code config/} into force, each only after it was checked. A copy of what is in force is kept, so that a
 * file with a mistake changes nothing, not even over a restart, until it is mended. What files were is kept, too.
 */
final class SettingsService implements SettingsCheck, HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsService.class);

    /** Where configuration comes into force. */
    interface Target {

        void update(CfgFile file) throws IOException;

        void delete(CfgFile file) throws IOException;
    }

    /**
     * Where what lies.
     *
     * @param inForce the folder of the copies
     * @param history the folder of what files were
     */
    record Places(Path config, Path inForce, Path history, Path secrets) {

        static Places in(Path home) {
            return new Places(
                    home.resolve("config"),
                    home.resolve("data/settings-in-force"),
                    home.resolve("data/settings-history"),
                    home.resolve("secrets"));
        }
    }

    private final ConfigFolder folder;
    private final Path inForce;
    private final Diary diary;
    private final Secrets secrets;
    private final Target target;
    private final Supplier<Map<String, Description>> metadata;

    private final Map<String, Stamp> seen = new HashMap<>();
    private final Map<String, Stamp> applied = new HashMap<>();
    private final Map<String, CfgFile> active = new TreeMap<>();
    private final Map<String, List<Problem>> problems = new ConcurrentSkipListMap<>();
    /** What was in the files with problems when they were last told. */
    private final Map<String, ByteBuffer> told = new HashMap<>();

    private Map<String, Object> secretsSeen = Map.of();

    /** @param metadata by PID, asked only when a file changed */
    SettingsService(Places places, Target target, Supplier<Map<String, Description>> metadata, InstantSource clock) {
        this.folder = new ConfigFolder(places.config());
        this.inForce = places.inForce();
        this.diary = new Diary(new History(places.history()), inForce, metadata, clock);
        this.secrets = new Secrets(places.secrets());
        this.target = target;
        this.metadata = metadata;
    }

    /** The first look: everything that is there, at once. */
    synchronized void start() {
        try {
            Files.createDirectories(inForce);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + inForce + " cannot be made", e);
        }
        secretsSeen = secrets.stamps();
        stamps().forEach((name, stamp) -> {
            applied.put(name, stamp);
            // What was in force at the end is not checked now: a start without changes reads no metadata.
            apply(name, true);
        });
    }

    /** Looks for files that came, changed or went. A file that is still being written is left alone until it rests. */
    synchronized void look() {
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
                .forEach(this::gone);
        Map<String, Object> secretsNow = secrets.stamps();
        if (!secretsNow.equals(secretsSeen)) {
            secretsSeen = secretsNow;
            // A secret that a file waits for may have come, or may be read now.
            List.copyOf(problems.keySet()).forEach(name -> checkAgain(name, now));
        }
    }

    /** Bundles came or went: what was wrong may be right now, and the other way round. */
    synchronized void checkAgain() {
        Map<String, Stamp> now = stamps();
        List.copyOf(applied.keySet()).forEach(name -> checkAgain(name, now));
    }

    /** Unless it is being changed: then it is looked at once it rests. */
    private void checkAgain(String name, Map<String, Stamp> now) {
        Stamp stamp = applied.get(name);
        if (stamp != null && stamp.equals(now.get(name))) {
            apply(name, false);
        }
    }

    private Map<String, Stamp> stamps() {
        try {
            return folder.stamps().orElseGet(() -> new TreeMap<>(applied));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder.path() + " cannot be read", e);
        }
    }

    private void apply(String name, boolean trustCopy) {
        try {
            byte[] contents = folder.read(name);
            Path copy = inForce.resolve(name);
            boolean kept = Files.exists(copy) && Arrays.equals(contents, Files.readAllBytes(copy));
            List<Problem> found = kept && trustCopy ? List.of() : check(name, contents);
            note(name, found, contents);
            if (!kept) {
                diary.noteEdit(name, applied.get(name), contents, active.get(name));
            }
            if (isSound(found)) {
                put(CfgFile.parse(name, contents));
                if (!kept) {
                    ConfigFolder.replace(copy, contents);
                }
            } else if (!active.containsKey(name) && Files.exists(copy)) {
                put(CfgFile.parse(name, Files.readAllBytes(copy)));
            }
        } catch (IOException e) {
            note(name, List.of(new Problem(name, 0, "", FileFault.words(e), false)), new byte[0]);
        }
    }

    private static boolean isSound(List<Problem> found) {
        return found.stream().allMatch(Problem::warning);
    }

    private List<Problem> check(String name, byte[] contents) {
        CfgFile file;
        try {
            file = CfgFile.parse(name, contents);
        } catch (IOException e) {
            return List.of(new Problem(name, 0, "", e.getMessage(), false));
        }
        return Optional.ofNullable(metadata.get().get(file.pid()))
                .map(known -> file.problems(known, secrets))
                .orElseGet(() -> List.of(new Problem(
                        name,
                        0,
                        "",
                        "is read by nobody: perhaps its name is wrong, or its plugin is not there",
                        false)));
    }

    private void put(CfgFile file) throws IOException {
        CfgFile before = active.put(file.name(), file);
        if (before == null || !file.values().equals(before.values())) {
            target.update(file);
            if (before != null) {
                LOG.info("Settings changed: {}", file.name());
            }
        }
    }

    /** Another mistake is told even where the sentence is the same: who edits must see that it was read. */
    private void note(String name, List<Problem> found, byte[] contents) {
        if (found.isEmpty()) {
            problems.remove(name);
            told.remove(name);
            return;
        }
        boolean others = !found.equals(problems.put(name, found));
        boolean edited = !ByteBuffer.wrap(contents).equals(told.put(name, ByteBuffer.wrap(contents)));
        if (others || edited && !isSound(found)) {
            sentences(found).forEach(LOG::warn);
        }
    }

    private void gone(String name) {
        applied.remove(name);
        problems.remove(name);
        told.remove(name);
        try {
            diary.noteGone(name);
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

    /**
     * Writes a file, if it is right and still as it was seen; it comes into force when it is looked at the next time.
     *
     * @param version empty for one that was not there
     * @return why not; empty if it was written
     */
    synchronized Optional<Result> write(String name, String version, CfgText text, String who, Action action) {
        try {
            Optional<Result> conflict = conflict(name, version);
            if (conflict.isPresent()) {
                return conflict;
            }
            List<Problem> found = check(name, text.bytes());
            if (!isSound(found)) {
                return Optional.of(new Result.Refused(found));
            }
            noteUnseen(name);
            Stamp stamp = folder.write(name, text.bytes());
            seen.put(name, stamp);
            diary.noteWritten(name, stamp, text, who, action);
            return Optional.empty();
        } catch (IOException e) {
            throw cannotBeWritten(name, e);
        }
    }

    /** Takes a file away, if it is still as it was seen. */
    synchronized Optional<Result> erase(String name, String version, String who) {
        try {
            Optional<Result> conflict = conflict(name, version);
            if (conflict.isPresent()) {
                return conflict;
            }
            Optional<Stamp> stamp = folder.stamp(name);
            if (stamp.isEmpty()) {
                return Optional.of(new Result.Unknown());
            }
            noteUnseen(name);
            folder.delete(name);
            diary.noteErased(name, who);
            return Optional.empty();
        } catch (IOException e) {
            throw cannotBeWritten(name, e);
        }
    }

    /** What was edited a moment ago and was not looked at yet. */
    private void noteUnseen(String name) throws IOException {
        Optional<Stamp> now = folder.stamp(name);
        if (now.isPresent() && !now.get().equals(applied.get(name))) {
            diary.noteEdit(name, now.get(), folder.read(name), active.get(name));
        }
    }

    private static StoreUnavailable cannotBeWritten(String name, IOException e) {
        return new StoreUnavailable("config/" + name + " " + FileFault.words(e), false, e);
    }

    /** Whether a file is another one than was seen. */
    synchronized Optional<Result> conflict(String name, String version) {
        try {
            return version(name).equals(version) ? Optional.empty() : Optional.of(new Result.Conflict());
        } catch (IOException e) {
            throw cannotBeWritten(name, e);
        }
    }

    private String version(String name) throws IOException {
        return folder.stamp(name).map(Stamp::version).orElse("");
    }

    /** A file as it is written, and as it is in force. */
    record Seen(String version, Optional<CfgText> text, Map<String, String> active) {}

    /** @throws IOException with the end of a sentence, where the file cannot be read */
    synchronized Seen see(String name) throws IOException {
        // The version first: what changes after that is noticed when somebody comes back with it.
        String version = version(name);
        Optional<CfgText> text = version.isEmpty() ? Optional.empty() : Optional.of(CfgText.parse(folder.read(name)));
        return new Seen(version, text, active(name));
    }

    private Map<String, String> active(String name) {
        return Optional.ofNullable(active.get(name)).map(CfgFile::values).orElse(Map.of());
    }

    /** The files there are. */
    synchronized List<String> names() {
        return List.copyOf(stamps().keySet());
    }

    synchronized List<History.Past> past(String name) throws IOException {
        return diary.of(name);
    }

    Map<String, Description> descriptions() {
        return metadata.get();
    }

    /** What is wrong, for people. */
    List<String> sentences() {
        return sentences(problems());
    }

    private static List<String> sentences(List<Problem> problems) {
        return problems.stream()
                .map(it -> it.sentence() + (it.warning() ? "." : ". What was in force stays in force."))
                .toList();
    }

    @Override
    public List<Problem> problems() {
        return problems.values().stream().flatMap(List::stream).toList();
    }

    List<Problem> problems(String name) {
        return problems.getOrDefault(name, List.of());
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Health check() {
        List<Problem> all = problems();
        if (all.isEmpty()) {
            return Health.ok("Every file in config/ is in force.");
        }
        return new Health(
                Status.WARN,
                all.getFirst().sentence() + (all.size() > 1 ? ", and " + (all.size() - 1) + " more" : "") + ".",
                isSound(all)
                        ? "Everything is in force, but mend the file."
                        : "Mend the file; until then what was in force before stays in force.");
    }
}

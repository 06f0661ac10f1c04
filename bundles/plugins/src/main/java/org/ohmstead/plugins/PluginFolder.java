package org.ohmstead.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ohmstead.api.csms.HealthCheck;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the jars of {@code plugins/} bundles that run: a jar that comes is installed and started, one that changed is updated in
 * place, one that goes takes its bundle with it. The framework keeps them over a restart; what changed meanwhile is seen at the
 * first look. To be looked at by one thread, which also runs what the plugins do when they start.
 */
final class PluginFolder implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);

    /** Before the name of a jar this is its bundle's location, which stays the same where a home is moved. */
    private static final String LOCATION = "plugins/";

    /** How long one step of a look takes at most unless something hangs. */
    static final Duration USUAL = Duration.ofSeconds(30);

    private static final int LONGEST_REFRESH_SECONDS = 60;

    /** What is under way with one jar, or with the folder under "". */
    private record Step(String name, String what, Instant since) {}

    private final Path path;
    private final JarFiles files;
    private final BundleContext context;
    private final int startLevel;
    private final BooleanSupplier enabled;
    private final PluginTrail trail;
    private final InstantSource clock;
    private final TakenJars taken;
    private final Map<String, String> seen = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();

    /** What came, changed or went and has not been started yet, or those that use it. */
    private final Set<Bundle> changed = new LinkedHashSet<>();

    private volatile Optional<Step> underWay = Optional.empty();
    private final Map<String, String> complaints = new ConcurrentSkipListMap<>();

    /** What is installed and does not start, by jar: tried again with every change, told once. */
    private final Map<String, String> broken = new ConcurrentSkipListMap<>();

    /**
     * @param startLevel at which plugins start
     * @param enabled asked at each look; as long as not, the folder counts as empty
     * @param clock by which health warns of a plugin that takes longer than {@link #USUAL}
     */
    PluginFolder(
            Path path,
            BundleContext context,
            int startLevel,
            BooleanSupplier enabled,
            PluginTrail trail,
            InstantSource clock) {
        this.path = path;
        this.files = new JarFiles(path);
        this.context = context;
        this.startLevel = startLevel;
        this.enabled = enabled;
        this.trail = trail;
        this.clock = clock;
        this.taken = new TakenJars(context.getDataFile("plugins.properties").toPath());
    }

    /** The first look, before the framework starts plugins: what lies there is taken at once, what it knows already is left. */
    void start() {
        withWhatIsThere(now -> {
            seen.putAll(now);
            uninstallWhatIsGone(now.keySet());
            now.forEach(this::take);
            startWhatChanged();
        });
    }

    /** Looks for jars that came, changed or went. One that is still being written is left alone until it rests. */
    void look() {
        withWhatIsThere(this::look);
    }

    private void withWhatIsThere(Consumer<Map<String, String>> look) {
        try {
            list().ifPresent(look);
        } finally {
            underWay = Optional.empty();
        }
    }

    private void look(Map<String, String> now) {
        uninstallWhatIsGone(now.keySet());
        seen.keySet().retainAll(now.keySet());
        refused.keySet().retainAll(now.keySet());
        complaints.keySet().removeIf(name -> !now.containsKey(name) && context.getBundle(LOCATION + name) == null);
        now.forEach((name, stamp) -> {
            if (stamp.equals(seen.put(name, stamp))) {
                take(name, stamp);
            }
        });
        // Before anything of them runs.
        trail.tell(installed());
        if (!changed.isEmpty()) {
            begin("", "waiting for the bundles that use what changed");
            refresh();
            // What missed something may have it now.
            plugins().filter(PluginFolder::shallRun).forEach(changed::add);
            startWhatChanged();
            // What was in the way of a jar may be gone.
            refused.clear();
        }
    }

    /** What the audit trail is told of those there are, by symbolic name. */
    private Map<String, String> installed() {
        return plugins()
                .collect(Collectors.toMap(
                        Bundle::getSymbolicName,
                        plugin -> plugin.getVersion() + " from plugins/" + file(plugin)
                                + taken.sha256(file(plugin))
                                        .map(sum -> ", SHA-256 " + sum)
                                        .orElse(""),
                        (one, other) -> one + "; " + other));
    }

    /** @return the jars that count, with what tells that they changed; empty where that cannot be said */
    private Optional<Map<String, String>> list() {
        return enabled.getAsBoolean() ? files.look(plugins().findAny().isPresent()) : Optional.of(Map.of());
    }

    private Stream<Bundle> plugins() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(LOCATION));
    }

    private static String file(Bundle plugin) {
        return plugin.getLocation().substring(LOCATION.length());
    }

    private void uninstallWhatIsGone(Set<String> there) {
        List<Bundle> gone = plugins()
                .filter(bundle ->
                        !there.contains(file(bundle)) && !files.unseen().containsKey(file(bundle)))
                .toList();
        for (Bundle bundle : gone) {
            if (isBetween(bundle)) {
                complain(file(bundle), "is gone, but its plugin is still starting or stopping");
                continue;
            }
            try {
                begin(file(bundle), "ending");
                bundle.uninstall();
                taken.forget(file(bundle));
                broken.remove(file(bundle));
                changed.add(bundle);
                LOG.info("Plugin {} {} was removed", bundle.getSymbolicName(), bundle.getVersion());
            } catch (BundleException | RuntimeException | LinkageError e) {
                complain(file(bundle), "is gone, but its plugin does not end: " + e.getMessage());
            }
        }
    }

    private void take(String name, String stamp) {
        if (stamp.equals(refused.get(name))) {
            return;
        }
        Bundle before = context.getBundle(LOCATION + name);
        if (before != null && taken.has(name, stamp)) {
            complaints.remove(name);
            return;
        }
        if (before != null && isBetween(before)) {
            complain(name, "is not used yet: the plugin before it is starting or stopping");
            return;
        }
        try {
            begin(name, "being installed");
            refuseWhatIsThere(path.resolve(name), LOCATION + name);
            MessageDigest digest = sha256();
            Bundle plugin = install(name, digest);
            taken.put(name, stamp, HexFormat.of().formatHex(digest.digest()));
            complaints.remove(name);
            broken.remove(name);
            LOG.info("Plugin {} {} was installed from plugins/{}", plugin.getSymbolicName(), plugin.getVersion(), name);
        } catch (IOException | BundleException | RuntimeException | LinkageError e) {
            refused.put(name, stamp);
            complain(
                    name,
                    "is not used" + (before == null ? "" : ", and what it would replace stays") + ": "
                            + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }

    /** @param digest is told what the bundle is made of, and not what lies there a moment later */
    private Bundle install(String name, MessageDigest digest) throws IOException, BundleException {
        Bundle known = context.getBundle(LOCATION + name);
        try (InputStream in = new DigestInputStream(Files.newInputStream(path.resolve(name)), digest)) {
            if (known == null) {
                known = context.installBundle(LOCATION + name, in);
                changed.add(known);
                known.adapt(BundleStartLevel.class).setStartLevel(startLevel);
            } else {
                update(known, in);
                changed.add(known);
            }
        }
        return known;
    }

    /** One that runs would be started anew within the update, and a jar that misses something fail it. */
    private void update(Bundle plugin, InputStream in) throws BundleException {
        boolean ran = (plugin.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
        if (ran) {
            stop(plugin);
        }
        try {
            plugin.update(in);
        } catch (BundleException | RuntimeException | LinkageError e) {
            if (ran) {
                start(plugin);
            }
            throw e;
        }
    }

    private static void stop(Bundle plugin) {
        try {
            plugin.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) { // it has stopped all the same
            LOG.warn("Plugin {} {} broke when it stopped", plugin.getSymbolicName(), plugin.getVersion(), e);
        }
    }

    /** Whoever wants to change it has to wait until that is over, which the next look may see. */
    private static boolean isBetween(Bundle plugin) {
        return plugin.getState() == Bundle.STOPPING || (plugin.getState() == Bundle.STARTING && !isLazy(plugin));
    }

    /** As long as nobody wants one of its classes it is starting, which the framework does not replace. */
    private static boolean isLazy(Bundle plugin) {
        String policy = plugin.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY);
        return policy != null
                && policy.startsWith(Constants.ACTIVATION_LAZY)
                && plugin.adapt(BundleStartLevel.class).isActivationPolicyUsed();
    }

    private void complain(String name, String sentence) {
        if (!sentence.equals(complaints.put(name, sentence))) {
            LOG.warn("plugins/{} {}", name, sentence);
        }
    }

    /** A plugin beside another bundle of its name would be a second store, or a second of whatever that is. */
    private void refuseWhatIsThere(Path jar, String location) throws IOException, BundleException {
        String name = PluginManifest.symbolicName(jar);
        Optional<Bundle> other = Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .filter(bundle -> !location.equals(bundle.getLocation()))
                .findFirst();
        if (other.isPresent()) {
            throw new BundleException(
                    name + " is there already, from " + other.get().getLocation());
        }
    }

    /** Whoever uses packages of a plugin that changed or went gets those that are there now. */
    private void refresh() {
        var done = new CountDownLatch(1);
        FrameworkListener listener = event -> done.countDown();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(null, listener);
        try {
            if (!done.await(LONGEST_REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The bundles that use what changed in plugins/ do not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean shallRun(Bundle plugin) {
        return plugin.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private void begin(String name, String what) {
        underWay = Optional.of(new Step(name, what, clock.instant()));
    }

    /** A plugin runs what it likes when it starts and ends, and as long as it does no other is looked at. */
    private Map<String, String> slow() {
        Instant now = clock.instant();
        return underWay.filter(step -> step.since().plus(USUAL).isBefore(now))
                .map(step -> Map.of(
                        step.name(),
                        "has been " + step.what() + " for "
                                + Duration.between(step.since(), now).toSeconds()
                                + " s, and no other jar is looked at until that is over"))
                .orElse(Map.of());
    }

    private void startWhatChanged() {
        for (Bundle plugin : List.copyOf(changed)) {
            begin(file(plugin), "starting");
            start(plugin);
            changed.remove(plugin);
        }
        taken.save();
    }

    private void start(Bundle plugin) {
        boolean startable = (plugin.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0;
        if (!startable) {
            return;
        }
        try {
            plugin.start(Bundle.START_ACTIVATION_POLICY);
            broken.remove(file(plugin));
        } catch (BundleException | RuntimeException | LinkageError e) {
            boolean unresolved = e instanceof BundleException it && it.getType() == BundleException.RESOLVE_ERROR;
            String sentence = unresolved
                    ? "does not start; \"ohmstead plugin list\" says what it misses"
                    : "broke when it started; the log says how";
            if (!sentence.equals(broken.put(file(plugin), sentence))) {
                LOG.warn(
                        "Plugin {} of plugins/{} {}",
                        plugin.getSymbolicName(),
                        file(plugin),
                        sentence,
                        unresolved ? null : e);
            }
        }
    }

    @Override
    public String name() {
        return "plugins";
    }

    @Override
    public Health check() {
        if (!enabled.getAsBoolean()) {
            return Health.ok("plugins/ is switched off in config/" + PluginSettings.PID + ".cfg.");
        }
        List<String> sentences = Stream.of(files.unseen(), complaints, broken, slow())
                .flatMap(sentence -> sentence.entrySet().stream())
                .map(it -> "plugins/" + it.getKey() + " " + it.getValue())
                .toList();
        return sentences.isEmpty()
                ? Health.ok("Every jar in plugins/ is installed and started.")
                : new Health(Status.WARN, String.join("; ", sentences), "Replace or remove these jars.");
    }
}

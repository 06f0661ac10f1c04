package org.ohmstead.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/**
 * Starts the OSGi framework on one home directory with the bundles that the feature files name. The start script passes
 * {@code ohmstead.install} (where {@code lib} and {@code features} lie) and {@code ohmstead.home} as system properties.
 */
public final class Main {

    private static final int REFUSED = 2;
    private static final int HANGS = 1;

    /** In seconds; shorter than a service manager's patience, so that something is said before the process is killed. */
    private static final String LONGEST_STOP = "ohmstead.longest.stop";

    private static final long USUAL_LONGEST_STOP = 30;

    /** In bytes: what a start writes into the log and into {@code cache/}. */
    private static final long LEAST_ROOM = 4 << 20;

    private final Path install;
    private final Path home;

    private Main(Path install, Path home) {
        this.install = install;
        this.home = home;
    }

    /** Runs the server until it is stopped; the exit code is 2 when it could not start. */
    public static void main(String[] args) throws InterruptedException {
        try {
            new Main(folder("ohmstead.install"), folder("ohmstead.home")).run();
            System.exit(0);
        } catch (IOException | BundleException | RuntimeException e) {
            System.err.println("Ohmstead cannot start: " + e.getMessage());
            System.exit(REFUSED);
        }
    }

    private static Path folder(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }

    private void run() throws IOException, BundleException, InterruptedException {
        assertRoom();
        Path runtime = privateFolder("run");
        privateFolder("secrets");
        // The operating system gives the lock back when the process dies, however it dies.
        try (FileChannel lock =
                FileChannel.open(runtime.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) {
                throw new IllegalStateException("another Ohmstead is running on " + home);
            }
            Framework framework = start();
            int event;
            do {
                event = framework.waitForStop(0).getType();
            } while (event == FrameworkEvent.STOPPED_UPDATE);
        }
    }

    /** Without it the log would tell pages about itself, around the one sentence that counts. */
    private void assertRoom() throws IOException {
        if (Files.getFileStore(home).getUsableSpace() < LEAST_ROOM) {
            throw new IllegalStateException(
                    "the disk of " + home + " is full. Make room on that disk, then start the server again.");
        }
    }

    private Framework start() throws IOException, BundleException {
        Path cache = Files.createDirectories(home.resolve("cache"));
        var installation =
                new Installation(Feature.readAll(install.resolve("features")), install.resolve("lib"), cache);
        boolean cached = installation.isCached();

        Map<String, String> settings = frameworkSettings(install, home);
        LogSettings.fault(home).ifPresent(fault -> {
            System.err.println("ohmstead: " + fault + "; this start logs as the file of the installation says, "
                    + install.resolve(LogSettings.FILE) + ". Mend it, or copy that file, and start again.");
            settings.put(LogSettings.PROPERTY, install.resolve(LogSettings.FILE).toString());
        });
        settings.put(Constants.FRAMEWORK_STORAGE, cache.resolve("bundles").toString());
        if (!cached) {
            settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        }
        Framework framework = new FrameworkFactory().newFramework(settings);
        framework.init();
        // Before anything runs: a bundle that finds the server cannot start ends the process.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework), "shutdown"));
        if (!cached) {
            installation.installInto(framework.getBundleContext());
        }
        framework.start();
        return framework;
    }

    /** The settings of this installation, over them those of its home; {@code ${home}} in a value is the home directory. */
    public static Map<String, String> frameworkSettings(Path install, Path home) throws IOException {
        Properties merged = new Properties();
        for (Path folder : List.of(install.resolve("boot"), home.resolve("config"))) {
            Path properties = folder.resolve("framework.properties");
            if (Files.exists(properties)) {
                try (Reader reader = Files.newBufferedReader(properties)) {
                    merged.load(reader);
                }
            }
        }
        Map<String, String> settings = new HashMap<>();
        merged.forEach(
                (key, value) -> settings.put(key.toString(), value.toString().replace("${home}", home.toString())));
        return settings;
    }

    private Path privateFolder(String name) throws IOException {
        Path folder = home.resolve(name);
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static void stop(Framework framework) {
        try {
            new Shutdown(framework, Duration.ofSeconds(Long.getLong(LONGEST_STOP, USUAL_LONGEST_STOP)))
                    .run()
                    .ifPresent(sentence -> {
                        System.err.println(sentence);
                        Runtime.getRuntime().halt(HANGS);
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

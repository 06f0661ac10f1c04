package org.ohmstead.adminsocket.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.Meters;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.journal.Journal;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Gathers what support needs into one zip, whatever of the server runs: what is missing is missing in the zip. */
@Component(service = SupportBundle.class)
public final class SupportBundle {

    private final BundleContext context;
    private final Path home;
    private final Clock clock;
    private final Disk disk;

    /** Where the zip is written. */
    @FunctionalInterface
    interface Disk {
        OutputStream open(Path file) throws IOException;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HealthReport health;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Meters meters;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Journal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile WireLog wireLog;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Tokens tokens;

    /** Takes the home from the launcher. */
    @Activate
    public SupportBundle(BundleContext context) {
        this(context, Path.of(context.getProperty("ohmstead.home")), Clock.systemUTC(), Files::newOutputStream);
    }

    private SupportBundle(BundleContext context, Path home, Clock clock, Disk disk) {
        this.context = context;
        this.home = home;
        this.clock = clock;
        this.disk = disk;
    }

    /** With what a test has of a server. */
    SupportBundle(BundleContext context, Path home, Clock clock, Disk disk, Tokens tokens, WireLog wireLog) {
        this(context, home, clock, disk);
        this.tokens = tokens;
        this.wireLog = wireLog;
    }

    /**
     * Writes the zip to a new file that only the owner of the home may read.
     *
     * @throws IOException if it cannot be written; nothing is left of it
     */
    public Path write() throws IOException {
        Path file = Files.createTempFile(
                Files.createDirectories(home.resolve("run")),
                "support-",
                ".zip",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            gather(file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    private void gather(Path file) throws IOException {
        OnDisk onDisk = new OnDisk(home);
        try (var zip = new SupportZip(disk.open(file), Redactor.of(home, Optional.ofNullable(tokens)))) {
            zip.add("version.txt", this::version);
            zip.add("features.txt", this::features);
            zip.add("bundles.txt", () -> Running.bundles(context));
            zip.add("threads.txt", Running::threads);
            zip.add("sizes.txt", onDisk::sizes);
            zip.add("log.txt", onDisk::lastLogLines);
            for (Path config : onDisk.configuration()) {
                zip.add(onDisk.name(config), () -> Files.readString(config));
            }
            if (health != null) {
                zip.add("health.txt", () -> Running.health(health));
            }
            if (meters != null) {
                zip.add("metrics.txt", meters::scrape);
            }
            if (journal != null) {
                zip.add("followers.txt", () -> Running.followers(journal));
            }
            if (wireLog != null) {
                zip.add("frames.txt", () -> Running.frames(wireLog, clock));
            }
        }
    }

    private String version() {
        return "Ohmstead " + context.getBundle().getVersion() + "\nJava " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + "\nProcessors "
                + Runtime.getRuntime().availableProcessors()
                + ", heap at most " + Runtime.getRuntime().maxMemory() + " bytes\nGathered " + clock.instant()
                + "\n";
    }

    private String features() throws IOException {
        Path folder = Path.of(
                Optional.ofNullable(context.getProperty("ohmstead.install")).orElse("."), "features");
        try (var files = Files.list(folder)) {
            return String.join(
                            "\n",
                            files.map(file -> file.getFileName().toString())
                                    .sorted()
                                    .toList()) + "\n";
        }
    }
}

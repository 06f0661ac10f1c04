package org.ohmstead.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Debian system in a directory, with nothing but a package database. The machine's dpkg installs there and runs the
 * package's scripts, which find it by {@code DPKG_ROOT}; it needs no right to do so.
 */
record DebianRoot(Path directory) {

    private static final String TARGETS = "/usr/lib/systemd/system";

    /** Also has the machine's targets, on which every unit depends. */
    static DebianRoot make(Path directory) throws IOException {
        DebianRoot root = new DebianRoot(directory);
        Files.createDirectories(root.path("/etc"));
        Files.createDirectories(root.path("/var/lib/dpkg/updates"));
        Files.createDirectories(root.path("/var/lib/dpkg/info"));
        Files.createFile(root.path("/var/lib/dpkg/status"));
        Files.createDirectories(root.path(TARGETS));
        try (var targets = Files.newDirectoryStream(Path.of(TARGETS), "*.target")) {
            for (Path target : targets) {
                Files.copy(target, root.path(target.toString()));
            }
        }
        return root;
    }

    /** Where a file of that system lies. */
    Path path(String absolute) {
        return directory.resolve(absolute.substring(1));
    }

    /** @param action an option of dpkg: install, remove, purge or verify */
    void dpkg(String action, String what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("dpkg", "--root=" + directory, "--log=/dev/null"));
        // The packages it depends on are those of the machine; the configuration stays as with apt that cannot ask.
        command.addAll(List.of(
                "--force-script-chrootless", "--force-not-root", "--force-depends", "--force-confold", action, what));
        run(command);
    }

    /** The same package, of a later version and with another default of its one configuration file. */
    Path later(Path deb, String version) throws IOException, InterruptedException {
        Path content = directory.resolveSibling("later");
        run(List.of("dpkg-deb", "--raw-extract", deb.toString(), content.toString()));
        Path control = content.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("(?m)^Version: .*$", "Version: " + version));
        Path defaults = content.resolve("etc/default/ohmstead");
        Files.writeString(defaults, Files.readString(defaults) + "# new in this version\n");
        Files.writeString(content.resolve("usr/lib/ohmstead/version"), "Ohmstead " + version + "\n");
        Path later = directory.resolveSibling("later.deb");
        run(List.of("dpkg-deb", "-Znone", "--root-owner-group", "--build", content.toString(), later.toString()));
        return later;
    }

    /** What the command says on both outputs; fails when it fails. */
    static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
        return said;
    }
}

package org.ohmstead.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** An unpacked release: the built one, or one that differs from it by one more migration. */
record Release(Path directory) {

    private static final Pattern END_OF_THE_LIST = Pattern.compile("(\"\\d{3}-[a-z-]+\")\\);");
    private static final String MIGRATIONS = "org/ohmstead/store/Migrations";

    static Release built() {
        Path program = Path.of(System.getProperty("ohmstead.program"));
        return new Release(program.toAbsolutePath().getParent().getParent().normalize());
    }

    /**
     * The release after the built one: the same jars, but a store whose list of migrations is longer by one.
     *
     * @param directory made here
     * @param sql what the additional migration does
     */
    static Release next(Path directory, String sql) throws IOException {
        copy(built().directory(), directory);
        try (var stores = Files.newDirectoryStream(directory.resolve("lib"), "org.ohmstead.store-*.jar")) {
            addMigration(stores.iterator().next(), sql);
        }
        return new Release(directory);
    }

    /**
     * A home yet to be started in: as shipped, but stations may say as much as they like, since those of tests live faster than
     * real ones.
     */
    void prepare(Path home) throws IOException {
        Files.createDirectories(home);
        copy(directory.resolve("config"), home.resolve("config"));
        Files.writeString(
                home.resolve("config/org.ohmstead.ocpp.websocket.cfg"),
                "\nmessagesPerSecond = 0\n",
                StandardOpenOption.APPEND);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void addMigration(Path storeJar, String sql) throws IOException {
        Path classes = Files.createTempDirectory("ohmstead-next");
        Path source = classes.resolve("Migrations.java");
        Matcher end = END_OF_THE_LIST.matcher(Files.readString(
                Path.of(System.getProperty("ohmstead.bundles"), "store/src/main/java", MIGRATIONS + ".java")));
        Files.writeString(source, end.replaceFirst("$1, \"999-next\");"));
        compile(source, classes, storeJar.getParent());
        try (FileSystem jar = FileSystems.newFileSystem(storeJar)) {
            Files.move(
                    classes.resolve(MIGRATIONS + ".class"),
                    jar.getPath(MIGRATIONS + ".class"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(jar.getPath("org/ohmstead/store/migrations/999-next.sql"), sql);
        }
    }

    private static void compile(Path source, Path classes, Path lib) throws IOException {
        String jars;
        try (Stream<Path> all = Files.list(lib)) {
            jars = all.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        String[] arguments = {
            "-proc:none", "--release=21", "-d", "" + classes, "-cp", jars, "" + source,
        };
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, complaints, arguments);
        if (failed != 0) {
            throw new IllegalStateException("The next release does not compile:\n" + complaints);
        }
    }

    /** Starts the server on the home; returns when both ports are open. */
    RunningServer start(Path home) throws IOException {
        var builder = new ProcessBuilder(RunningServer.command(program(), home, 0));
        // A database's log is 64 MB from its first byte on, which is too much to keep.
        builder.environment()
                .put(
                        "OHMSTEAD_JAVA_OPTS",
                        "-Dderby.storage.logSwitchInterval=100000 -Dderby.storage.checkpointInterval=100000");
        return RunningServer.start(builder, home.resolveSibling(home.getFileName() + ".stderr"));
    }

    /** What it says on standard error when it does not start on the home. */
    String refusal(Path home) throws IOException, InterruptedException {
        Path said = Files.createTempFile(home.toAbsolutePath().getParent(), "refusal", ".stderr");
        Process process = new ProcessBuilder(RunningServer.command(program(), home, 0))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("The server did start on " + home);
        }
        if (process.exitValue() != 2) {
            throw new AssertionError("Exit code " + process.exitValue() + ": " + Files.readString(said));
        }
        return Files.readString(said);
    }

    Path program() {
        return directory.resolve("bin/ohmstead");
    }
}

package org.ohmstead.format;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One look for all Java files below a directory: {@code check} names those that differ, {@code apply} rewrites them. Runs on the
 * JDK the code is written for; the formatters that run inside Maven know only the Java of Maven's own JDK.
 */
public final class Format {

    private static final Formatter PALANTIR = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private Format() {}

    /** Arguments: {@code check} or {@code apply}, then the directory. */
    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        List<Path> different = new ArrayList<>();
        for (Path file : javaFiles(Path.of(args[1]))) {
            String before = Files.readString(file);
            String after = formatted(file, before);
            if (!before.equals(after)) {
                different.add(file);
                if (apply) {
                    Files.writeString(file, after);
                }
            }
        }
        different.forEach(file -> System.err.println((apply ? "formatted " : "not formatted: ") + file));
        if (!apply && !different.isEmpty()) {
            System.err.println("Run: mvn -q -pl distribution/format verify -Dformat=apply");
            System.exit(1);
        }
    }

    private static List<Path> javaFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !directory.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        }
    }

    private static String formatted(Path file, String source) {
        try {
            String tidy = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), Style.PALANTIR);
            return PALANTIR.formatSource(tidy);
        } catch (FormatterException e) {
            throw new IllegalStateException(file + " cannot be read as Java: " + e.getMessage(), e);
        }
    }
}

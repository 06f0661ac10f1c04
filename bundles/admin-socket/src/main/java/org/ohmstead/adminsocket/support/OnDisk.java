package org.ohmstead.adminsocket.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the support bundle takes from the home directory. */
final class OnDisk {

    private static final int LOG_LINES = 3_000;
    private static final long SMALL = 256 * 1024;

    /** Whatever else lies there, a key store for example, is nobody's business. */
    private static final Pattern SETTINGS = Pattern.compile(".*\\.(cfg|xml|ya?ml|json|off)");

    private final Path home;

    OnDisk(Path home) {
        this.home = home;
    }

    /** The configuration's files, by their path in the home. */
    List<Path> configuration() throws IOException {
        Path config = home.resolve("config");
        if (!Files.isDirectory(config)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(config)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            SETTINGS.matcher(file.getFileName().toString()).matches())
                    .filter(file -> file.toFile().length() <= SMALL)
                    .sorted()
                    .toList();
        }
    }

    String name(Path file) {
        return home.relativize(file).toString();
    }

    /** The end of the log. */
    String lastLogLines() throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (var in = new BufferedReader(new InputStreamReader(
                Files.newInputStream(home.resolve("logs/ohmstead.log")), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                last.addLast(line);
                if (last.size() > LOG_LINES) {
                    last.removeFirst();
                }
            }
        }
        return String.join("\n", last) + "\n";
    }

    /** How many bytes each folder of the home holds, two levels deep, and what is left on the disk. */
    String sizes() throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path inside = home.relativize(file);
                String folder =
                        inside.subpath(0, Math.min(2, inside.getNameCount())).toString();
                bytes.merge(folder, file.toFile().length(), Long::sum);
            }
        }
        var text = new StringBuilder("Bytes left on the disk: ")
                .append(Files.getFileStore(home).getUsableSpace())
                .append('\n');
        bytes.forEach(
                (folder, size) -> text.append(size).append("  ").append(folder).append('\n'));
        return text.toString();
    }
}

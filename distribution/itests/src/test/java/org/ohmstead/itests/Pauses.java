package org.ohmstead.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** How long stations waited for their answers while OCPP 1.6 was replaced, for people to read. */
final class Pauses {

    private static final Path REPORT =
            Path.of(System.getProperty("ohmstead.homes")).resolveSibling("replacement-pause.txt");

    /** Moments of {@link System#nanoTime}. */
    private record Replacement(long from, long to) {

        boolean meets(WatchedDoor.Call call) {
            return call.left() - to <= 0 && call.answered().join() - from >= 0;
        }
    }

    /** Something that replaces. */
    interface Work {
        void run() throws Exception;
    }

    private final List<Replacement> replacements = new ArrayList<>();

    void during(Work work) throws Exception {
        long from = System.nanoTime();
        work.run();
        replacements.add(new Replacement(from, System.nanoTime()));
    }

    void report(int stations, WatchedDoor door) throws IOException {
        String report = "%d stations, %d replacements%n".formatted(stations, replacements.size())
                + line("replacements", replacements.stream().mapToLong(one -> one.to() - one.from()))
                + line(
                        "calls open or sent meanwhile",
                        door.answered().filter(this::met).mapToLong(WatchedDoor.Call::nanos))
                + line("other calls", door.answered().filter(call -> !met(call)).mapToLong(WatchedDoor.Call::nanos));
        Files.writeString(REPORT, report);
        System.out.print(report);
    }

    private boolean met(WatchedDoor.Call call) {
        return replacements.stream().anyMatch(one -> one.meets(call));
    }

    private static String line(String what, LongStream nanos) {
        long[] sorted = nanos.sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%-30s %7d  p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms%n",
                what,
                sorted.length,
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                millis(sorted, 1));
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e6;
    }
}

package org.ohmstead.observability;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.ohmstead.api.csms.Meters;

/** What the Java machine and the operating system tell about this process. Nothing is loaded before somebody asks. */
final class JvmMeters {

    private JvmMeters() {}

    static void register(Meters meters) {
        meters.gauge("jvm.memory.heap.used.bytes", "Heap in use", () -> {
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        });
        meters.gauge(
                "jvm.memory.heap.max.bytes",
                "The heap's limit",
                () -> Runtime.getRuntime().maxMemory());
        meters.gauge(
                "jvm.threads",
                "Platform threads",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        meters.total(
                "jvm.gc.seconds",
                "Time spent collecting garbage",
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .sum()
                        / 1e3);
        meters.total(
                "jvm.gc.runs",
                "Garbage collections",
                () -> ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .sum());
        meters.total(
                "process.cpu.seconds",
                "Processor time used",
                () -> ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1e3);
        meters.gauge(
                "process.uptime.seconds",
                "Time since the start",
                () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        meters.gauge("process.open.descriptors", "Open files and sockets", JvmMeters::openDescriptors);
    }

    /** Not a number where the system does not tell. */
    private static double openDescriptors() {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            int count = 0;
            for (Path descriptor : descriptors) {
                count++;
            }
            return count;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}

package org.ohmstead.adminsocket.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ohmstead.api.csms.FrameTap.SeenFrame;
import org.ohmstead.api.csms.HealthReport;
import org.ohmstead.api.csms.WireLog;
import org.ohmstead.api.journal.Journal;
import org.ohmstead.api.model.Page;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What the running server tells of itself, as text. */
final class Running {

    private static final int FRAMES = 1_000;
    private static final Duration LATELY = Duration.ofMinutes(15);
    private static final String[] STATES = {"uninstalled", "installed", "resolved", "starting", "stopping", "active"};

    private Running() {}

    static String bundles(BundleContext context) {
        var text = new StringBuilder();
        Arrays.stream(context.getBundles())
                .forEach(bundle -> text.append(bundle.getBundleId())
                        .append("  ")
                        .append(state(bundle))
                        .append("  ")
                        .append(bundle.getSymbolicName())
                        .append(' ')
                        .append(bundle.getVersion())
                        .append('\n'));
        return text.toString();
    }

    /** The framework's states are powers of two. */
    private static String state(Bundle bundle) {
        return STATES[Integer.numberOfTrailingZeros(bundle.getState())];
    }

    static String health(HealthReport report) {
        var text = new StringBuilder().append(report.overall()).append('\n');
        report.checks()
                .forEach((name, health) -> text.append(name)
                        .append(": ")
                        .append(health.status())
                        .append(". ")
                        .append(health.message())
                        .append(' ')
                        .append(health.remedy())
                        .append('\n'));
        return text.toString();
    }

    static String followers(Journal journal) {
        var text =
                new StringBuilder("The journal is at ").append(journal.head()).append('\n');
        journal.followers()
                .forEach(follower -> text.append(follower.name())
                        .append(" at ")
                        .append(follower.position())
                        .append(", ")
                        .append(follower.lag())
                        .append(" entries before it, ")
                        .append(follower.running() ? "runs" : "does not run")
                        .append(follower.failure()
                                .map(failure -> ", failed: " + failure)
                                .orElse(""))
                        .append('\n'));
        return text.toString();
    }

    /** The last frames of the last quarter of an hour. */
    static String frames(WireLog log, Clock clock) {
        Deque<SeenFrame> last = new ArrayDeque<>();
        Instant now = clock.instant();
        var query = new WireLog.Query(Optional.empty(), now.minus(LATELY), now);
        Optional<String> after = Optional.empty();
        do {
            Page<SeenFrame> page = log.search(query, new Page.Request(after, FRAMES));
            page.items().forEach(last::addLast);
            while (last.size() > FRAMES) {
                last.removeFirst();
            }
            after = page.next();
        } while (after.isPresent());
        var text = new StringBuilder();
        last.forEach(frame -> text.append(frame.at())
                .append(' ')
                .append(frame.station())
                .append(frame.fromStation() ? " > " : " < ")
                .append(frame.text())
                .append('\n'));
        return text.toString();
    }

    /** Platform threads with their stacks; what runs on virtual ones is seen by the carriers only. */
    static String threads() {
        var text = new StringBuilder();
        Map<String, StackTraceElement[]> byName = new TreeMap<>();
        Thread.getAllStackTraces()
                .forEach((thread, stack) ->
                        byName.put(thread.getName() + " #" + thread.threadId() + " " + thread.getState(), stack));
        byName.forEach((name, stack) -> {
            text.append(name).append('\n');
            Arrays.stream(stack)
                    .forEach(frame -> text.append("    at ").append(frame).append('\n'));
        });
        return text.toString();
    }
}

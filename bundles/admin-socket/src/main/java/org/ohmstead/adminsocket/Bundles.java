package org.ohmstead.adminsocket;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Plugins;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The framework's bundles, with what the resolver and the component runtime say they miss. */
@Component
public final class Bundles implements Plugins {

    private final BundleContext context;
    private final Waiting waiting;
    private final Function<Bundle, List<String>> unresolved;

    /** @param unresolved what a bundle misses that cannot run */
    @Activate
    public Bundles(
            BundleContext context,
            @Reference Waiting waiting,
            @Reference(target = "(ohmstead.explains=bundle)") Function<Bundle, List<String>> unresolved) {
        this.context = context;
        this.waiting = waiting;
        this.unresolved = unresolved;
    }

    @Override
    public List<Plugin> plugins() {
        Map<Long, List<String>> waits = waiting.byBundle();
        return Stream.of(context.getBundles())
                .map(bundle -> plugin(bundle, waits.getOrDefault(bundle.getBundleId(), List.of())))
                .sorted(Comparator.comparing(Plugin::name))
                .toList();
    }

    private Plugin plugin(Bundle bundle, List<String> waits) {
        List<String> missing = switch (bundle.getState()) {
            case Bundle.INSTALLED, Bundle.UNINSTALLED -> unresolved.apply(bundle);
            default -> waits;
        };
        return new Plugin(
                bundle.getSymbolicName(),
                bundle.getVersion().toString(),
                state(bundle, !missing.isEmpty()),
                since(bundle),
                List.copyOf(missing));
    }

    /** The framework itself is never installed: it comes with the process. */
    static Instant since(Bundle bundle) {
        return bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID
                ? ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH)
                : Instant.ofEpochMilli(bundle.getLastModified());
    }

    private static State state(Bundle bundle, boolean misses) {
        boolean wanted = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        return switch (bundle.getState()) {
            case Bundle.INSTALLED, Bundle.UNINSTALLED -> wanted || misses ? State.UNRESOLVED : State.STOPPED;
            case Bundle.RESOLVED -> isFragment(bundle) ? State.RUNS : wanted ? State.FAILED : State.STOPPED;
            default -> misses ? State.WAITS : State.RUNS;
        };
    }

    /** Part of another bundle; never started itself. */
    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }
}

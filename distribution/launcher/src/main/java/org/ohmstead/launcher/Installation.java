package org.ohmstead.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The jars that the features name, and whether the framework's cache still matches them. The cache is only a cache: when
 * any jar or start level differs from the last start it is thrown away as a whole, otherwise nothing is installed at all.
 */
final class Installation {

    private final Map<Path, Integer> startLevels = new LinkedHashMap<>();
    private final Path stampFile;
    private final String stamp;

    Installation(Collection<Feature> features, Path lib, Path cache) throws IOException {
        List<String> missing = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        for (Feature feature : features) {
            for (Feature.Entry entry : feature.bundles()) {
                Path jar = lib.resolve(entry.jar());
                if (!Files.exists(jar)) {
                    missing.add(feature.id() + " needs " + entry.coordinates() + ", but " + jar + " is not there");
                } else if (startLevels.putIfAbsent(jar, entry.startLevel()) == null) {
                    seen.append(jar).append(' ').append(entry.startLevel());
                    seen.append(' ').append(Files.size(jar));
                    // When it came here: all jars of all releases were last modified at the same, reproducible, time.
                    seen.append(' ')
                            .append(Files.getAttribute(jar, "unix:ctime"))
                            .append('\n');
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(String.join("\n", missing));
        }
        stampFile = cache.resolve("installed");
        stamp = seen.toString();
    }

    boolean isCached() throws IOException {
        return Files.exists(stampFile) && Files.readString(stampFile).equals(stamp);
    }

    /** Installs every jar where it lies, without a copy. */
    void installInto(BundleContext system) throws BundleException, IOException {
        Files.deleteIfExists(stampFile);
        List<Bundle> bundles = new ArrayList<>();
        for (var jar : startLevels.entrySet()) {
            Bundle bundle = system.installBundle("reference:" + jar.getKey().toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(jar.getValue());
            bundles.add(bundle);
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        Files.writeString(stampFile, stamp);
    }
}

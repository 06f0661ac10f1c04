package org.ohmstead.routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.TypeConverterLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loader through which Camel finds components, in its own bundle and in every other that brings some, whenever that comes.
 * Nothing of a bundle is loaded until a route names one of its components; its type converters come with its first class.
 */
final class ComponentBundles extends ClassLoader implements BundleTrackerCustomizer<Set<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(ComponentBundles.class);
    private static final String SERVICES = "META-INF/services/org/apache/camel/";
    /** What Camel looks up by name; it remembers what it did not find. */
    private static final List<String> KINDS =
            List.of("component", "configurer", "dataformat", "language", "urifactory", "send-dynamic", "poll-dynamic");

    private final ClassLoader camels = CamelContext.class.getClassLoader();
    private final Map<Bundle, Set<String>> bundles = new ConcurrentHashMap<>();
    private final Set<Bundle> used = ConcurrentHashMap.newKeySet();
    private final List<String> core;
    private final CamelContext camel;
    private final Consumer<Set<String>> changed;

    /** @param changed told which components came or went, on the thread of the framework that brought them */
    ComponentBundles(CamelContext camel, List<String> core, Consumer<Set<String>> changed) {
        super(null);
        this.camel = camel;
        this.changed = changed;
        this.core = core;
    }

    /** The names of all components that exist, sorted. */
    List<String> names() {
        Set<String> names = new HashSet<>(core);
        bundles.values().forEach(names::addAll);
        return names.stream().sorted().toList();
    }

    @Override
    public Set<String> addingBundle(Bundle bundle, BundleEvent event) {
        String imports = bundle.getHeaders("").get("Import-Package");
        boolean camels = imports != null && imports.contains("org.apache.camel");
        Set<String> components = camels ? components(bundle) : Set.of();
        if (components.isEmpty()) {
            return null;
        }
        bundles.put(bundle, components);
        forgetLookups();
        changed.accept(components);
        return components;
    }

    private static Set<String> components(Bundle bundle) {
        Set<String> names = new HashSet<>();
        Enumeration<String> paths = bundle.getEntryPaths(SERVICES + "component/");
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            names.add(path.substring(path.lastIndexOf('/') + 1));
        }
        return names;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Set<String> components) {}

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Set<String> components) {
        bundles.remove(bundle);
        used.remove(bundle);
        forgetLookups();
        changed.accept(components);
    }

    /** Camel's memory of what it did not find, and of the classes of what it did. */
    private void forgetLookups() {
        for (String kind : KINDS) {
            String path = SERVICES + kind + "/";
            camel.getCamelContextExtension().getFactoryFinder(path).clear();
            camel.getCamelContextExtension().getBootstrapFactoryFinder(path).clear();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return camels.loadClass(name);
        } catch (ClassNotFoundException e) {
            LOG.trace("{} is not of Camel's core", name);
        }
        for (Bundle bundle : bundles.keySet()) {
            try {
                Class<?> found = bundle.loadClass(name);
                if (bundle.equals(FrameworkUtil.getBundle(found)) && used.add(bundle)) {
                    loadConverters(bundle);
                }
                return found;
            } catch (ClassNotFoundException e) {
                LOG.trace("{} is not of {}", name, bundle);
            }
        }
        throw new ClassNotFoundException(name);
    }

    private void loadConverters(Bundle bundle) {
        URL list = bundle.getEntry(SERVICES + "TypeConverterLoader");
        if (list == null) {
            return;
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
            for (String name :
                    lines.lines().filter(line -> line.matches("[\\w.$]+")).toList()) {
                TypeConverterLoader loader = (TypeConverterLoader)
                        bundle.loadClass(name).getDeclaredConstructor().newInstance();
                loader.load(camel.getTypeConverterRegistry());
            }
        } catch (IOException | ReflectiveOperationException e) {
            LOG.error("The type converters of {} cannot be used", bundle.getSymbolicName(), e);
        }
    }

    @Override
    public URL getResource(String name) {
        URL found = camels.getResource(name);
        for (Bundle bundle : bundles.keySet()) {
            if (found != null) {
                return found;
            }
            found = bundle.getEntry(name);
        }
        return found;
    }

    /** What Camel would load of every bundle at once, it gets of its own only. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(camels.getResources(name)));
        if (!name.startsWith(SERVICES)) {
            for (Bundle bundle : bundles.keySet()) {
                URL entry = bundle.getEntry(name);
                if (entry != null) {
                    found.add(entry);
                }
            }
        }
        return Collections.enumeration(found);
    }
}

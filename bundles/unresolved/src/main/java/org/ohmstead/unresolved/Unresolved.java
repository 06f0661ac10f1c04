package org.ohmstead.unresolved;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/** Says in an operator's words why bundles do not run: everything each one misses, and what is there instead. */
final class Unresolved {

    private static final Map<String, String> WORDS = Map.of(
            "osgi.wiring.package", "package",
            "osgi.wiring.bundle", "bundle",
            "osgi.wiring.host", "host bundle",
            "osgi.ee", "Java platform",
            "osgi.extender", "extender");
    private static final Pattern LOWEST = Pattern.compile("\\(version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");

    private final BundleContext system;
    private final FrameworkWiring wiring;

    /** Looks at the framework whose system bundle's context this is. */
    Unresolved(BundleContext system) {
        this.system = system;
        this.wiring = system.getBundle().adapt(FrameworkWiring.class);
    }

    /** One text for each bundle that should run and does not; empty when all do. */
    List<String> report() {
        List<String> texts = new ArrayList<>();
        for (Bundle bundle : system.getBundles()) {
            if (isUnresolved(bundle)) {
                texts.add(explain(bundle));
            } else if (failedToStart(bundle)) {
                texts.add(name(bundle) + " has all it needs, but failed when it started; the log says how");
            }
        }
        return texts;
    }

    private static boolean failedToStart(Bundle bundle) {
        return bundle.getState() == Bundle.RESOLVED
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private String explain(Bundle bundle) {
        List<String> needs = missing(bundle);
        if (needs.isEmpty()) {
            needs.add(resolverMessage(bundle));
        }
        return name(bundle) + " cannot run:\n  " + String.join("\n  ", needs);
    }

    /** What a bundle needs and nobody offers, in words; empty for one that is complete. Changes nothing. */
    List<String> missing(Bundle bundle) {
        List<String> needs = new ArrayList<>();
        for (BundleRequirement need : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (isMandatory(need)) {
                Collection<BundleCapability> offers = wiring.findProviders(need);
                if (offers.isEmpty()) {
                    needs.add("needs " + words(need) + ", " + instead(need));
                } else if (offers.stream().allMatch(offer -> isUnresolved(bundleOf(offer), bundle))) {
                    needs.add(
                            "needs " + words(need) + ", which " + names(offers) + " offers but does not start itself");
                }
            }
        }
        return needs;
    }

    private static boolean isUnresolved(Bundle provider, Bundle asking) {
        return provider != asking && isUnresolved(provider);
    }

    private static boolean isUnresolved(Bundle bundle) {
        return bundle.getState() == Bundle.INSTALLED;
    }

    private static boolean isMandatory(BundleRequirement need) {
        Map<String, String> directives = need.getDirectives();
        String resolution =
                directives.getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
        String effective =
                directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        return resolution.equals(Namespace.RESOLUTION_MANDATORY) && effective.equals(Namespace.EFFECTIVE_RESOLVE);
    }

    /** A need's filter in words: {@code (&(osgi.wiring.package=a.b)(version>=2.0.0))} is "package a.b 2.0.0 or newer". */
    private static String words(BundleRequirement need) {
        String filter = filter(need);
        String text = WORDS.getOrDefault(need.getNamespace(), need.getNamespace()) + " " + wanted(need);
        Matcher below = BELOW.matcher(filter);
        Matcher lowest = LOWEST.matcher(below.replaceAll(""));
        if (lowest.find()) {
            text += " " + lowest.group(1);
            text += below.reset().find() ? " up to but not including " + below.group(1) : " or newer";
        }
        return text;
    }

    private String instead(BundleRequirement need) {
        String there = capabilities()
                .filter(offer -> offer.getNamespace().equals(need.getNamespace()))
                .filter(offer -> wanted(need).equals(offer.getAttributes().get(need.getNamespace())))
                .map(offer -> version(offer) + " from " + name(bundleOf(offer)))
                .distinct()
                .collect(Collectors.joining(" and "));
        return there.isEmpty() ? "nothing here offers it" : "here is " + there;
    }

    private Stream<BundleCapability> capabilities() {
        return Arrays.stream(system.getBundles())
                .flatMap(bundle -> bundle.adapt(BundleRevision.class).getDeclaredCapabilities(null).stream());
    }

    /** By convention a capability carries its name in the attribute called like its namespace. */
    private static String wanted(BundleRequirement need) {
        Matcher name = Pattern.compile("\\(" + Pattern.quote(need.getNamespace()) + "=([^)]*)\\)")
                .matcher(filter(need));
        return name.find() ? name.group(1) : filter(need);
    }

    private static String filter(BundleRequirement need) {
        return need.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    }

    private static Object version(BundleCapability offer) {
        String attribute = offer.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                ? PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE
                : Constants.BUNDLE_VERSION_ATTRIBUTE;
        return offer.getAttributes().getOrDefault(attribute, Version.emptyVersion);
    }

    private static Bundle bundleOf(BundleCapability offer) {
        return offer.getRevision().getBundle();
    }

    private static String names(Collection<BundleCapability> offers) {
        return String.join(
                " or ",
                new TreeSet<>(
                        offers.stream().map(offer -> name(bundleOf(offer))).toList()));
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** Everything is there but does not fit together; only the resolver knows how. */
    private static String resolverMessage(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "runs now";
        } catch (BundleException e) {
            return "the parts it needs do not fit together: " + e.getMessage();
        }
    }
}

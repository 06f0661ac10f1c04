package org.ohmstead.itests;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Constants;

/** Who may import whom: section 2 of the design, compared with the manifest of every bundle of ours. */
class ArrowsIT {

    private static final List<String> DOMAIN = List.of("org.ohmstead.api.", "org.slf4j");

    /** Who brings resources to REST, as a plugin may; no Jetty, no Jackson. */
    private static final List<String> RESOURCES = plus(DOMAIN, "org.ohmstead.rest.resource", "org.ohmstead.rest.view");

    /** Beside {@code java.*} (but not {@code java.sql}), OSGi and what a bundle exports itself. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            // DatabaseEngine hands out a DataSource.
            entry("api", List.of("java.sql", "javax.sql")),
            entry("stations", DOMAIN),
            entry("provisioning", DOMAIN),
            entry("authorization", DOMAIN),
            entry("transactions", DOMAIN),
            entry("availability", DOMAIN),
            entry("wirelog", DOMAIN),
            entry("alerts", DOMAIN),
            entry("identity", plus(DOMAIN, "org.bouncycastle.")),
            entry("unresolved", List.of()),
            // The metadata of configurations is XML.
            entry("settings", plus(DOMAIN, "javax.xml.stream")),
            entry("plugins", DOMAIN),
            // What is logged is said in XML.
            entry(
                    "observability",
                    plus(DOMAIN, "io.micrometer.", "io.prometheus.", "dev.failsafe", "javax.xml.stream")),
            entry(
                    "store",
                    plus(
                            DOMAIN,
                            "org.ohmstead.stations.store",
                            "org.ohmstead.provisioning.store",
                            "org.ohmstead.authorization.store",
                            "org.ohmstead.transactions.store",
                            "org.ohmstead.availability.store",
                            "org.ohmstead.identity.store",
                            "org.ohmstead.alerts.store",
                            "org.ohmstead.observability.store",
                            "java.sql",
                            "javax.sql",
                            "com.zaxxer.hikari",
                            "tools.jackson.")),
            entry("database-derby", DOMAIN),
            entry("ocpp-rpc", plus(DOMAIN, "tools.jackson.core")),
            entry("ocpp-websocket", plus(DOMAIN, "org.ohmstead.ocpp.rpc", "org.eclipse.jetty.", "javax.net.ssl")),
            entry("ocpp16", plus(DOMAIN, "tools.jackson.", "com.fasterxml.jackson.annotation")),
            entry("http", plus(DOMAIN, "org.eclipse.jetty.", "javax.net.ssl")),
            entry(
                    "rest",
                    plus(
                            DOMAIN,
                            "tools.jackson.",
                            "com.fasterxml.jackson.annotation",
                            "org.eclipse.jetty.",
                            "de.siegmar.fastcsv")),
            entry("rest-views", List.of("org.ohmstead.api.", "org.ohmstead.rest.resource")),
            entry("rest-live", RESOURCES),
            entry("rest-stations", RESOURCES),
            // The places of a list are sealed.
            entry("rest-charging", plus(RESOURCES, "javax.crypto")),
            entry("rest-server", RESOURCES),
            entry("console", plus(DOMAIN, "org.eclipse.jetty.")),
            entry("camel", List.of()),
            entry("camel-mqtt", List.of("org.slf4j", "org.apache.camel", "org.eclipse.paho.client.mqttv3")),
            entry("camel-mail", List.of("org.slf4j")),
            entry("camel-sftp", List.of("org.slf4j")),
            entry("routes", plus(DOMAIN, "org.apache.camel", "de.siegmar.fastcsv", "javax.crypto")),
            entry("admin-socket", plus(DOMAIN, "org.apache.felix.service.command")));

    /** They carry an engine inside, which may import whatever it likes except what is ours. */
    private static final Set<String> CARRIERS = Set.of("camel", "camel-mail", "camel-sftp", "database-derby");

    @TestFactory
    Stream<DynamicTest> everyBundleOfOursImportsOnlyWhatItMay() throws IOException {
        List<Path> jars;
        try (var files = Files.list(Distribution.INSTALL.resolve("lib"))) {
            jars = files.filter(file -> file.getFileName().toString().startsWith("org.ohmstead."))
                    .sorted()
                    .toList();
        }
        return jars.stream()
                .map(jar -> DynamicTest.dynamicTest(jar.getFileName().toString(), () -> check(jar)));
    }

    private static void check(Path jar) throws IOException {
        Manifest manifest;
        try (JarFile file = new JarFile(jar.toFile())) {
            manifest = file.getManifest();
        }
        String bundle = manifest.getMainAttributes()
                .getValue(Constants.BUNDLE_SYMBOLICNAME)
                .replace("org.ohmstead.", "");
        assertThat(MAY_IMPORT).as("the bundles whose arrows are known").containsKey(bundle);

        List<String> exported = packages(manifest, Constants.EXPORT_PACKAGE);
        assertThat(packages(manifest, Constants.IMPORT_PACKAGE))
                .filteredOn(name -> !exported.contains(name))
                .allSatisfy(name -> assertThat(mayImport(bundle, name))
                        .as("%s imports %s", bundle, name)
                        .isTrue());
    }

    private static boolean mayImport(String bundle, String name) {
        boolean everybodyMay = name.startsWith("java.") && !name.equals("java.sql") || name.startsWith("org.osgi.");
        boolean foreign = CARRIERS.contains(bundle) && !name.startsWith("org.ohmstead.");
        return everybodyMay || foreign || MAY_IMPORT.get(bundle).stream().anyMatch(name::startsWith);
    }

    /** The package names of a header such as {@code a.b;version="[1,2)",c.d;resolution:=optional}. */
    private static List<String> packages(Manifest manifest, String header) {
        String value = manifest.getMainAttributes().getValue(header);
        List<String> names = new ArrayList<>();
        if (value != null) {
            for (String clause : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
                for (String part : clause.split(";")) {
                    if (!part.contains("=")) {
                        names.add(part.strip());
                    }
                }
            }
        }
        return names;
    }

    private static List<String> plus(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}

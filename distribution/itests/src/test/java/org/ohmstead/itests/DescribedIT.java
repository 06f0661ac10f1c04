package org.ohmstead.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the bundles say of their settings (design section 10): enough for people, and the templates say the same. */
class DescribedIT {

    private static final int FEWEST_LETTERS = 20;
    private static final Set<String> NUMBERS = Set.of("Integer", "Long", "Short", "Byte", "Double", "Float");

    /** By PID or factory PID. */
    private static final Map<String, Element> DESCRIBED = new TreeMap<>();

    private static final Set<String> ONE_OF_A_KIND = new TreeSet<>();
    private static final Set<String> CONFIGURED = new TreeSet<>();

    @BeforeAll
    static void readAll() throws Exception {
        try (Stream<Path> files = Files.list(Distribution.INSTALL.resolve("lib"))) {
            for (Path jar : files.filter(file -> file.getFileName().toString().startsWith("org.ohmstead."))
                    .toList()) {
                metatype(jar);
                components(jar);
            }
        }
    }

    private static void metatype(Path jar) throws Exception {
        for (Document document : documents(jar, name -> name.startsWith("OSGI-INF/metatype/"))) {
            Map<String, Element> classes = new HashMap<>();
            elements(document.getElementsByTagName("OCD")).forEach(ocd -> classes.put(ocd.getAttribute("id"), ocd));
            for (Element designate : elements(document.getElementsByTagName("Designate"))) {
                Element object =
                        elements(designate.getElementsByTagName("Object")).getFirst();
                String pid = designate.getAttribute("pid");
                if (!pid.isEmpty()) {
                    ONE_OF_A_KIND.add(pid);
                }
                DESCRIBED.put(
                        pid.isEmpty() ? designate.getAttribute("factoryPid") : pid,
                        classes.get(object.getAttribute("ocdref")));
            }
        }
    }

    /** The PIDs that declarative services ask for settings. */
    private static void components(Path jar) throws Exception {
        for (Document document : documents(jar, name -> name.matches("OSGI-INF/[^/]+\\.xml"))) {
            String pids = document.getDocumentElement().getAttribute("configuration-pid");
            CONFIGURED.addAll(
                    Stream.of(pids.split(" ")).filter(pid -> !pid.isEmpty()).toList());
        }
    }

    private static List<Document> documents(Path jar, Predicate<String> wanted) throws Exception {
        List<Document> documents = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(it -> it.getName().endsWith(".xml") && wanted.test(it.getName()))
                    .toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    documents.add(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(in));
                }
            }
        }
        return documents;
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String preset(Element attribute) {
        return attribute.getAttribute("default").replaceAll("\\\\(.)", "$1");
    }

    @Test
    void everyComponentThatCanBeConfiguredIsDescribed() {
        assertThat(DESCRIBED.keySet()).containsAll(CONFIGURED).hasSizeGreaterThan(15);
        assertThat(CONFIGURED).hasSizeGreaterThan(15);
    }

    @TestFactory
    Stream<DynamicTest> everySettingIsDescribedForPeople() {
        return DESCRIBED.entrySet().stream()
                .map(described -> DynamicTest.dynamicTest(described.getKey(), () -> describes(described.getValue())));
    }

    private static void describes(Element component) {
        isSentence("the component", component.getAttribute("description"));
        assertThat(component.getAttribute("name")).isNotBlank();
        for (Element attribute : elements(component.getElementsByTagName("AD"))) {
            String key = attribute.getAttribute("id");
            isSentence(key, attribute.getAttribute("description"));
            assertThat(attribute.hasAttribute("default"))
                    .as("%s has a default", key)
                    .isTrue();
            if (NUMBERS.contains(attribute.getAttribute("type"))) {
                double preset = Double.parseDouble(preset(attribute));
                assertThat(attribute.getAttribute("min")).as("least %s", key).isNotEmpty();
                assertThat(attribute.getAttribute("max")).as("most %s", key).isNotEmpty();
                assertThat(preset)
                        .as(key)
                        .isBetween(
                                Double.parseDouble(attribute.getAttribute("min")),
                                Double.parseDouble(attribute.getAttribute("max")));
            }
        }
    }

    private static void isSentence(String what, String description) {
        assertThat(description.strip())
                .as("description of %s", what)
                .hasSizeGreaterThanOrEqualTo(FEWEST_LETTERS)
                .endsWith(".")
                .doesNotStartWith("%");
    }

    @TestFactory
    Stream<DynamicTest> everyTemplateSaysTheDefaults() {
        return ONE_OF_A_KIND.stream().map(pid -> DynamicTest.dynamicTest(pid, () -> saysTheDefaults(pid)));
    }

    /** Also of what is commented out. */
    private static void saysTheDefaults(String pid) throws IOException {
        Path template = Distribution.INSTALL.resolve("config").resolve(pid + ".cfg");
        assertThat(template).exists();
        Map<String, String> presets = new HashMap<>();
        elements(DESCRIBED.get(pid).getElementsByTagName("AD"))
                .forEach(attribute -> presets.put(attribute.getAttribute("id"), preset(attribute)));

        var written = new Properties();
        try (Reader reader = Files.newBufferedReader(template)) {
            written.load(reader);
        }
        written.forEach((key, value) -> assertThat(withoutOption(value.toString()))
                .as("%s in %s", key, template)
                .isEqualTo(presets.get(key.toString())));
        for (String line : Files.readAllLines(template)) {
            String[] shown = line.replaceFirst("^# *", "").split(" *= *", 2);
            boolean isCommentedKey = line.startsWith("#") && shown.length == 2 && presets.containsKey(shown[0]);
            // Where nothing is set by default the comment shows an example.
            if (isCommentedKey && !presets.get(shown[0]).isEmpty()) {
                assertThat(shown[1]).as("%s in %s", shown[0], template).isEqualTo(presets.get(shown[0]));
            }
        }
    }

    private static String withoutOption(String value) {
        return value.replaceFirst("^\\$\\[prop:[^;]+;default=([^]]*)]$", "$1");
    }

    @Test
    void thereIsNoTemplateForAnythingElse() throws IOException {
        assertThat(templates().filter(pid -> !pid.contains("~"))).containsExactlyInAnyOrderElementsOf(ONE_OF_A_KIND);
    }

    @Test
    void whatIsShippedOfManyOfAKindIsDescribed() throws IOException {
        assertThat(templates().filter(pid -> pid.contains("~")).map(pid -> pid.substring(0, pid.indexOf('~'))))
                .isNotEmpty()
                .isSubsetOf(DESCRIBED.keySet());
    }

    private static Stream<String> templates() throws IOException {
        try (Stream<Path> files = Files.list(Distribution.INSTALL.resolve("config"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cfg"))
                    .map(name -> name.substring(0, name.length() - ".cfg".length()))
                    .toList()
                    .stream();
        }
    }
}

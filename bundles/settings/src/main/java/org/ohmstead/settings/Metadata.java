package org.ohmstead.settings;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ohmstead.api.csms.Settings.Option;
import org.ohmstead.api.settings.Counts;
import org.ohmstead.api.settings.Entries;

/**
 * The metadata of configurations as bnd writes it into bundles (OSGi Compendium 105.7). Read here rather than asked from a
 * MetaTypeService, which neither tells the range of a number nor answers before the bundles are resolved.
 */
final class Metadata {

    private final XMLInputFactory factory = XMLInputFactory.newFactory();

    Metadata() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /** The components that one file describes, by PID or factory PID. */
    Map<String, Description> read(InputStream document) throws IOException {
        Map<String, Description> classes = new HashMap<>();
        Map<String, Description> byPid = new HashMap<>();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(document);
            String ocd = "";
            Optional<String> pid = Optional.empty();
            boolean many = false;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "OCD" -> {
                            ocd = text(xml, "id").orElse("");
                            classes.put(ocd, component(xml));
                        }
                        case "AD" -> {
                            Attribute attribute = attribute(xml);
                            classes.get(ocd).attributes().put(attribute.key(), attribute);
                        }
                        case "Designate" -> {
                            many = text(xml, "factoryPid").isPresent();
                            pid = text(xml, "factoryPid").or(() -> text(xml, "pid"));
                        }
                        case "Object" -> {
                            Description of = classes.get(text(xml, "ocdref").orElse(""));
                            if (of != null && pid.isPresent()) {
                                byPid.put(pid.get(), designated(of, pid.get(), many));
                            }
                        }
                        default -> {
                            // Icons and the like.
                        }
                    }
                }
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException(e);
        }
        return byPid;
    }

    private static Description component(XMLStreamReader xml) {
        return new Description(
                "",
                false,
                text(xml, "name").orElse(""),
                text(xml, "description").orElse(""),
                counts(xml).orElse(Counts.When.AT_ONCE),
                new LinkedHashMap<>());
    }

    private static Description designated(Description of, String pid, boolean many) {
        return new Description(pid, many, of.name(), of.description(), of.counts(), of.attributes());
    }

    /** Reads on to the end of the AD element, for its options. */
    private static Attribute attribute(XMLStreamReader xml) throws XMLStreamException {
        String key = text(xml, "id").orElse("");
        List<Option> options = new ArrayList<>();
        var attribute = new Attribute(
                key,
                text(xml, "name").orElse(key),
                text(xml, "description").orElse(""),
                text(xml, "type").orElse("String"),
                text(xml, "required").map(Boolean::parseBoolean).orElse(true),
                text(xml, "default").map(Metadata::unescaped).orElse(""),
                text(xml, "min").flatMap(Metadata::number),
                text(xml, "max").flatMap(Metadata::number),
                options,
                entries(xml),
                counts(xml));
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Option")) {
                String value = text(xml, "value").orElse("");
                options.add(new Option(value, text(xml, "label").orElse(value)));
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("AD")) {
                break;
            }
        }
        return attribute;
    }

    /** In defaults a backslash stands before commas, blanks and backslashes (OSGi Compendium 105.8, default). */
    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    /** As the annotation {@link Counts} had the build write it. */
    private static Optional<Counts.When> counts(XMLStreamReader xml) {
        return Optional.ofNullable(xml.getAttributeValue(Counts.NAMESPACE, "when"))
                .map(Counts.When::valueOf);
    }

    /** As the annotation {@link Entries} had the build write it. */
    private static Optional<Attribute.Entries> entries(XMLStreamReader xml) {
        return Optional.ofNullable(xml.getAttributeValue(Entries.NAMESPACE, "pattern"))
                .map(pattern -> new Attribute.Entries(
                        xml.getAttributeValue(Entries.NAMESPACE, "separator"),
                        Pattern.compile(pattern),
                        xml.getAttributeValue(Entries.NAMESPACE, "form")));
    }

    private static Optional<String> text(XMLStreamReader xml, String attribute) {
        return Optional.ofNullable(xml.getAttributeValue(null, attribute));
    }

    /** The range of a text is its length, which nobody here uses. */
    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

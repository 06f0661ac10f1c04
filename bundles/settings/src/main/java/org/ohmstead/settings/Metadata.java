package org.ohmstead.settings;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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

    /** The keys of each PID or factory PID that one file describes. */
    Map<String, Map<String, Attribute>> read(InputStream document) throws IOException {
        Map<String, Map<String, Attribute>> classes = new HashMap<>();
        Map<String, String> classOfPid = new HashMap<>();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(document);
            Map<String, Attribute> keys = Map.of();
            String pid = "";
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "OCD" -> {
                            keys = new HashMap<>();
                            classes.put(text(xml, "id").orElse(""), keys);
                        }
                        case "AD" -> keys.put(text(xml, "id").orElse(""), attribute(xml));
                        case "Designate" ->
                            pid = text(xml, "factoryPid")
                                    .or(() -> text(xml, "pid"))
                                    .orElse("");
                        case "Object" -> classOfPid.put(pid, text(xml, "ocdref").orElse(""));
                        default -> {
                            // Icons and the like.
                        }
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        Map<String, Map<String, Attribute>> byPid = new HashMap<>();
        classOfPid.forEach((pid, ocd) -> Optional.ofNullable(classes.get(ocd)).ifPresent(keys -> byPid.put(pid, keys)));
        return byPid;
    }

    /** Reads on to the end of the AD element, for its options. */
    private static Attribute attribute(XMLStreamReader xml) throws XMLStreamException {
        String type = text(xml, "type").orElse("String");
        Optional<BigDecimal> min = text(xml, "min").flatMap(Metadata::number);
        Optional<BigDecimal> max = text(xml, "max").flatMap(Metadata::number);
        Optional<Attribute.Entries> entries = entries(xml);
        List<String> options = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Option")) {
                text(xml, "value").ifPresent(options::add);
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("AD")) {
                break;
            }
        }
        return new Attribute(type, min, max, options, entries);
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

package org.ohmstead.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Whether the log can be set up as the home says. Looked at before it is, since else nothing at all would be logged, nor said why. */
final class LogSettings {

    static final String FILE = "config/logback.xml";
    static final String PROPERTY = "org.ops4j.pax.logging.StaticLogbackFile";

    private LogSettings() {}

    /** What is wrong with the file of the home, for the beginning of a sentence. */
    static Optional<String> fault(Path home) {
        Path file = home.resolve(FILE);
        try (InputStream in = Files.newInputStream(file)) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                reader.next();
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.of(
                    e.getNestedException() instanceof IOException unread
                            ? unread(file, unread)
                            : file + ", line " + e.getLocation().getLineNumber() + ", is no sound XML");
        } catch (NoSuchFileException e) {
            return Optional.of(file + " is not there");
        } catch (IOException e) {
            return Optional.of(unread(file, e));
        }
    }

    private static String unread(Path file, IOException why) {
        return file + " cannot be read (" + why.getClass().getSimpleName() + ")";
    }
}

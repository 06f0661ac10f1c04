package org.ohmstead.observability;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.settings.FileFault;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether anything is logged: a {@code logback.xml} that cannot be read silences the log, and so nobody could say it there. */
@Component
public final class LoggingHealth implements HealthCheck {

    private static final String NAME = "config/logback.xml";
    private static final String REMEDY =
            "Mend it, or take over the file of the installation; if the log stays silent then, start the server again.";

    private final Path file;

    @Activate
    public LoggingHealth(BundleContext context) {
        this(Path.of(context.getProperty("ohmstead.home")));
    }

    LoggingHealth(Path home) {
        file = home.resolve(NAME);
    }

    @Override
    public String name() {
        return "logging";
    }

    @Override
    public Health check() {
        try (InputStream in = Files.newInputStream(file)) {
            read(in);
            return Health.ok(NAME + " can be read.");
        } catch (XMLStreamException e) {
            return silent(", line " + e.getLocation().getLineNumber() + ", is no sound XML");
        } catch (IOException e) {
            return silent(" " + FileFault.words(e));
        }
    }

    private static Health silent(String why) {
        return new Health(Status.WARN, NAME + why + ": the log may be silent.", REMEDY);
    }

    private static void read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(in);
        while (reader.hasNext()) {
            reader.next();
        }
    }
}

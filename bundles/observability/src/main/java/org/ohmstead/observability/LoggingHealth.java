package org.ohmstead.observability;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.settings.FileFault;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Whether anything is logged. A {@code logback.xml} that cannot be read silences the log, and so does a log file that the server
 * may not write, and nobody could say it there.
 */
@Component
public final class LoggingHealth implements HealthCheck {

    private static final String NAME = "config/logback.xml";
    private static final String LOG = "logs/ohmstead.log";
    private static final String REMEDY =
            "Mend it, or take over the file of the installation, and start the server again.";
    private static final String GIVE_IT =
            "Give it to the server's user and look at health again, as \"ohmstead status\" does: the log goes on within seconds.";

    private final Path file;
    private final Path log;
    private final Predicate<Path> writable;
    private final AtomicBoolean silenced = new AtomicBoolean();

    @Activate
    public LoggingHealth(BundleContext context) {
        this(Path.of(context.getProperty("ohmstead.home")), Files::isWritable);
    }

    LoggingHealth(Path home, Predicate<Path> writable) {
        file = home.resolve(NAME);
        log = home.resolve(LOG);
        this.writable = writable;
    }

    @Override
    public String name() {
        return "logging";
    }

    @Override
    public Health check() {
        try (InputStream in = Files.newInputStream(file)) {
            read(in);
            return writing();
        } catch (XMLStreamException e) {
            return silent(
                    e.getNestedException() instanceof IOException unread
                            ? " " + FileFault.words(unread)
                            : ", line " + e.getLocation().getLineNumber() + ", is no sound XML");
        } catch (IOException e) {
            return silent(" " + FileFault.words(e));
        }
    }

    /** Of a file that it could not open Logback does not try again by itself, only when its settings seem to be new. */
    private Health writing() throws IOException {
        if (Files.exists(log) && !writable.test(log)) {
            silenced.set(true);
            return new Health(
                    Status.WARN,
                    LOG + " " + FileFault.words(new AccessDeniedException(log.toString()))
                            + ": the log may not be written.",
                    GIVE_IT);
        }
        if (silenced.getAndSet(false)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        }
        return Health.ok(NAME + " can be read, and " + LOG + " be written.");
    }

    private static Health silent(String why) {
        return new Health(
                Status.WARN, NAME + why + ": the log may be silent, or go by the file of the installation.", REMEDY);
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

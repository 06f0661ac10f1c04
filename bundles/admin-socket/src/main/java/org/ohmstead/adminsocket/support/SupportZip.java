package org.ohmstead.adminsocket.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The zip in the making: every text goes through the redactor, and a part that cannot be gathered says why and harms no other. */
final class SupportZip implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupportZip.class);

    private final ZipOutputStream zip;
    private final Redactor redactor;

    SupportZip(OutputStream out, Redactor redactor) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.redactor = redactor;
    }

    /** Something that is gathered when its turn comes. */
    @FunctionalInterface
    interface Part {
        String text() throws IOException;
    }

    void add(String name, Part part) throws IOException {
        String text;
        try {
            text = part.text();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is not in the support bundle", name, e);
            text = "This could not be gathered: " + e;
        }
        zip.putNextEntry(new ZipEntry(name));
        zip.write(redactor.redacted(text).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

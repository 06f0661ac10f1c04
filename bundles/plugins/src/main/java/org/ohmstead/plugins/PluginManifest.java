package org.ohmstead.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What a jar says of itself, read before anything of it is touched. */
final class PluginManifest {

    private PluginManifest() {}

    /** @throws BundleException with the end of a sentence, where no plugin can be made of it */
    static String symbolicName(Path jar) throws IOException, BundleException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) {
                throw new BundleException("it is no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
            }
            String host = headers.getValue(Constants.FRAGMENT_HOST);
            if (host != null) {
                throw new BundleException("it is a fragment, which would become part of " + host);
            }
            refuseNoVersion(headers.getValue(Constants.BUNDLE_VERSION));
            return name.split(";", 2)[0].strip();
        } catch (ZipException e) {
            throw new BundleException("it is no whole jar (" + e.getMessage() + ")", e);
        }
    }

    private static void refuseNoVersion(String header) throws BundleException {
        try {
            Version.parseVersion(header == null ? "" : header);
        } catch (IllegalArgumentException e) {
            throw new BundleException("its Bundle-Version \"" + header + "\" is no version such as 1.2.0", e);
        }
    }
}

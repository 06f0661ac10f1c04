package org.ohmstead.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import org.ohmstead.api.settings.FileFault;

/** The PKCS#12 file with the certificate of the port and its key. */
record Keystore(Path file, String password) {

    /** @throws IOException with a sentence, if what is there now is none that can be used */
    KeyStore read() throws IOException {
        try {
            KeyStore read = KeyStore.getInstance("PKCS12");
            read.load(new ByteArrayInputStream(Files.readAllBytes(file)), password.toCharArray());
            if (!hasKey(read)) {
                throw new IOException("there is no key in it");
            }
            return read;
        } catch (IOException e) {
            // As KeyStore.load says that it is the password, or damage that looks the same.
            String why = e.getCause() instanceof UnrecoverableKeyException
                    ? "does not open with keystorePassword, or is damaged"
                    : FileFault.words(e);
            throw new IOException("the keystore " + file + " " + why, e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the keystore " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private boolean hasKey(KeyStore read) throws GeneralSecurityException {
        for (String alias : Collections.list(read.aliases())) {
            if (read.isKeyEntry(alias) && read.getKey(alias, password.toCharArray()) != null) {
                return true;
            }
        }
        return false;
    }

    /** Another one when the file is written, replaced or given to somebody else. */
    Object stamp() {
        try {
            return Files.getAttribute(file, "unix:ctime") + " " + Files.size(file);
        } catch (IOException e) {
            return "none";
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return file.toString();
    }
}

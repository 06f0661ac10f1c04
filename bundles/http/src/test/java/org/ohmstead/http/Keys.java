package org.ohmstead.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keystores as an operator makes them. */
final class Keys {

    static final String PASSWORD = "changed";

    private Keys() {}

    /** One key with a certificate for this machine, in place of what was there. */
    static void make(Path keystore, int days) throws Exception {
        Path fresh = keystore.resolveSibling("fresh-" + days + ".p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "console",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        fresh.toString())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assertThat(made).isZero();
        Files.move(fresh, keystore, StandardCopyOption.REPLACE_EXISTING);
    }
}
